import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { HistoryWriter } from '@wanctl/state-file';
import { describe, expect, it, onTestFinished } from 'vitest';
import { history } from '../../src/commands/history.js';
import type { HistoryRow } from '../../src/history/row.js';
import { fixture } from '../config/edit.js';
import { rowsOf } from '../history/rows.js';

const HOUR = 3_600_000;
const NOW = new Date(2026, 0, 9, 12);
const NOON = NOW.getTime();

/** The command over the file of a WAN with these rows in its history, in the order in which they were written. */
async function setUp(
  rows: readonly HistoryRow[],
  edits: readonly [from: string, to: string][] = [],
  name = 'cable',
) {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-history-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'cable.yaml');
  const text = fixture('wan.yaml').replaceAll(/cable/gi, name).replace('/var/lib/wanctl', folder);
  await writeFile(
    file,
    edits.reduce((edited, [from, to]) => edited.replace(from, to), text),
  );
  const limits = { maxDays: 100, maxBytes: 1e9 };
  const writer = new HistoryWriter({ folder, name, ...limits }, new ManualClock(NOW), new RecordingLogger());
  for (const row of rows) {
    writer.add(row, new Date(row.time));
    if (row.time.endsWith('0:00Z')) await writer.close();
  }
  await writer.close();
  const run = async (last: number, json: boolean) => {
    const printed: string[] = [];
    const notes: string[] = [];
    const print = async (line: string) => void printed.push(line);
    const note = (line: string) => void notes.push(line);
    const status = await history({ config: [file], last, json }, { now: NOW, width: 80, print, note });
    return { status, printed, notes };
  };
  return { folder, file, run };
}

describe('wanctl history', () => {
  it('prints the rows of the time asked for, a JSON line each', async () => {
    const { run } = await setUp(rowsOf(NOON - 26 * HOUR, NOON));
    const { status, printed, notes } = await run(HOUR, true);
    expect({ status, notes }).toEqual({ status: 0, notes: [] });
    expect(printed.map((line) => JSON.parse(line))).toEqual(rowsOf(NOON - HOUR, NOON));
    expect((await run(24 * HOUR, true)).printed).toHaveLength(8640);
  });

  it('draws them', async () => {
    const { printed } = await (await setUp(rowsOf(NOON - HOUR, NOON))).run(HOUR, false);
    expect(printed).toHaveLength(1);
    expect(printed[0]).toMatch(/^cable: 2026-01-09 11:00 to 2026-01-09 12:00, a column is 51s\n/);
  });

  it('draws several WANs over the same time', async () => {
    const cable = await setUp(rowsOf(NOON - HOUR, NOON));
    const lte = await setUp(rowsOf(NOON - 2 * HOUR, NOON), [], 'lte');
    const printed: string[] = [];
    const print = async (text: string) => void printed.push(text);
    const options = { config: [cable.file, lte.file], last: 24 * HOUR, json: false };
    await history(options, { now: NOW, width: 80, print, note: () => {} });
    expect(printed.map((text) => text.split('\n')[0])).toEqual(
      ['cable', 'lte'].map((name) => `${name}: 2026-01-09 10:00 to 2026-01-09 12:00, a column is 1m 42s`),
    );
    expect(printed[0]).toContain('stopped   for 1h from 2026-01-09 10:00');
  });

  it('puts rows in order that a clock set back has mixed up, and leaves out those of the future', async () => {
    const rows = [
      ...rowsOf(NOON - 60_000, NOON),
      ...rowsOf(NOON - 120_000, NOON - 60_000),
      ...rowsOf(NOON + HOUR, NOON + HOUR + 60_000),
    ];
    const { printed } = await (await setUp(rows)).run(HOUR, true);
    expect(printed.map((line) => JSON.parse(line))).toEqual(rowsOf(NOON - 120_000, NOON));
  });

  it.each([true, false])('says in one line why there is none (json: %s)', async (json) => {
    const never = await setUp([]);
    expect(await never.run(HOUR, json)).toEqual({
      status: 0,
      printed: [],
      notes: [`cable: no history in ${never.folder} yet; the daemon adds to it every minute while it runs`],
    });
    const long = await setUp(rowsOf(NOON - 3 * HOUR, NOON - 2 * HOUR));
    expect((await long.run(HOUR, json)).notes).toEqual([
      'cable: no history of the last 1h, the newest is of 2026-01-09 10:00; the daemon adds to it every minute while it runs',
    ]);
    const unwanted = await setUp([], [['logging:', 'history: {enabled: false}\nlogging:']]);
    expect((await unwanted.run(HOUR, json)).notes).toEqual([
      `cable: no history in ${unwanted.folder} yet; ${unwanted.file} says "enabled: false" under "history"`,
    ]);
  });

  it('tells what is wrong with the file', async () => {
    const { run } = await setUp([], [['wan_name: "cable"', 'wan_name: "ca ble"']]);
    await expect(run(HOUR, true)).rejects.toMatchObject({ code: 'ERR_CONFIG_INVALID' });
  });
});
