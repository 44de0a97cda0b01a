import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonObject } from '@wanctl/core';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it, vi } from 'vitest';
import { type HistoryLimits, HistoryWriter, readHistory } from '../../src/index.js';
import { tempFolder } from '../harness.js';

const EVER = new Date(0);
const NOON = new Date(2026, 0, 9, 12);

/** A history of WAN `wan1` in a new folder; `add` takes rows that begin now, by the clock. */
async function setUp(limits: Partial<HistoryLimits> = {}) {
  const folder = join(await tempFolder(), 'lib');
  const clock = new ManualClock(NOON);
  const logger = new RecordingLogger();
  const place = { folder, name: 'wan1' };
  const writer = new HistoryWriter({ ...place, maxDays: 14, maxBytes: 1e6, ...limits }, clock, logger);
  let made = 0;
  const add = (count: number) => {
    for (const end = made + count; made < end; made += 1) writer.add({ row: made }, clock.wall());
  };
  const rows = async () => {
    const found: JsonObject[] = [];
    for await (const row of readHistory(place, EVER)) found.push(row);
    return found.map(({ row }) => row);
  };
  return { folder, clock, logger, writer, add, rows, file: join(folder, 'wan1_history_2026-01-09.jsonl') };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A file for each day with so many bytes. */
async function withDays(folder: string, bytes: number, ...days: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const day of days) await writeFile(join(folder, `wan1_history_${day}.jsonl`), 'x'.repeat(bytes));
}

describe('writing', () => {
  it('spares the disk: six rows at a time, the rest with close', async () => {
    const { folder, writer, add, rows } = await setUp();
    add(5);
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
    add(1);
    await vi.waitFor(async () => expect(await rows()).toEqual(upTo(6)));
    add(2);
    await writer.close();
    expect(await rows()).toEqual(upTo(8));
  });

  it('puts each row into the file of its local day', async () => {
    const { folder, clock, writer, add } = await setUp();
    clock.setWall(new Date(2026, 0, 9, 23, 59, 50));
    add(1);
    await clock.advance(10_000);
    add(2);
    // Set back by an hour, as a clock may be.
    clock.setWall(new Date(2026, 0, 9, 23));
    add(1);
    await writer.close();
    expect(await readFile(join(folder, 'wan1_history_2026-01-09.jsonl'), 'utf8')).toBe(
      '{"row":0}\n{"row":3}\n',
    );
    expect(await readFile(join(folder, 'wan1_history_2026-01-10.jsonl'), 'utf8')).toBe(
      '{"row":1}\n{"row":2}\n',
    );
  });

  it('goes on after a line that a crash has torn, which alone is lost', async () => {
    const { folder, file, writer, add, rows } = await setUp();
    await mkdir(folder);
    await writeFile(file, '{"row":"before"}\n{"row":"to');
    add(2);
    await writer.close();
    expect(await rows()).toEqual(['before', 0, 1]);
  });

  it('lets others read', async () => {
    const { file, writer, add } = await setUp();
    add(1);
    await writer.close();
    expect((await stat(file)).mode & 0o777).toBe(0o644);
  });
});

describe('a disk that refuses', () => {
  it('is told once, and what waited is written when it is well again, once', async () => {
    const { folder, file, writer, logger, add, rows } = await setUp();
    await mkdir(folder);
    await symlink('/dev/full', file);
    for (let turn = 0; turn < 3; turn += 1) {
      add(6);
      await writer.close();
    }
    expect(logger.lines).toEqual([
      `warn history is not kept: cannot write history ${file} (ENOSPC): free some space on the disk that holds ${folder}`,
    ]);
    await rm(file);
    add(6);
    await writer.close();
    expect(await rows()).toEqual(upTo(24));
    expect(logger.lines.slice(1)).toEqual(['info history is kept again']);
  });

  it('keeps no row twice when it takes some of them, or a part of one', async () => {
    const { folder, file, clock, writer, add, rows } = await setUp();
    add(1);
    await writer.close();
    const handle = await open(file);
    await handle.close();
    vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'appendFile').mockImplementationOnce(
      async function (this: FileHandle, text) {
        await this.write(String(text).slice(0, 15));
        throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      },
    );
    add(2);
    await writer.close();
    expect(await rows()).toEqual([0]);

    const tomorrow = join(folder, 'wan1_history_2026-01-10.jsonl');
    await symlink('/dev/full', tomorrow);
    await clock.advance(24 * 3_600_000);
    add(1);
    await writer.close();
    await rm(tomorrow);
    await writer.close();
    expect(await rows()).toEqual(upTo(4));
  });

  it('makes the newest hour of rows wait, and no more', async () => {
    const { folder, writer, add, rows } = await setUp();
    await writeFile(folder, 'a file in place of the folder');
    add(400);
    await writer.close();
    await rm(folder);
    await writer.close();
    expect(await rows()).toEqual(upTo(400).slice(40));
  });
});

describe('old days', () => {
  it('go when they are older than the days to keep', async () => {
    const { folder, writer, add } = await setUp({ maxDays: 3 });
    await withDays(folder, 1, '2025-01-09', '2026-01-06', '2026-01-07', '2026-01-08');
    await writeFile(join(folder, 'wan2_history_2025-01-09.jsonl'), '');
    await writeFile(join(folder, 'wan1_state.json'), '');
    add(6);
    await writer.close();
    expect((await readdir(folder)).sort()).toEqual([
      'wan1_history_2026-01-07.jsonl',
      'wan1_history_2026-01-08.jsonl',
      'wan1_history_2026-01-09.jsonl',
      'wan1_state.json',
      'wan2_history_2025-01-09.jsonl',
    ]);
  });

  it('go, oldest first, when all together are too much; today stays', async () => {
    const { folder, writer, add } = await setUp({ maxBytes: 2500 });
    await withDays(folder, 1000, '2026-01-06', '2026-01-07', '2026-01-08');
    add(6);
    await writer.close();
    expect(await readdir(folder)).toHaveLength(3);
    await withDays(folder, 3000, '2026-01-09');
    await writer.close();
    expect(await readdir(folder)).toEqual(['wan1_history_2026-01-09.jsonl']);
  });
});
