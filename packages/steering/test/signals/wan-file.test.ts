import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WanFile } from '../../src/index.js';

let folder: string;
let sources: WanFile[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wan-file-'));
  sources = [];
});

afterEach(async () => {
  for (const source of sources) source.stop();
  await rm(folder, { recursive: true });
});

/** A clock that tells when the next look is due, which is when one has ended. */
class LookClock extends ManualClock {
  looked = () => {};

  override schedule(callback: () => void, delayMs: number) {
    this.looked();
    return super.schedule(callback, delayMs);
  }
}

function watch(...names: string[]) {
  const clock = new LookClock();
  const logger = new RecordingLogger();
  const files = names.map((name) => join(folder, name));
  const source = new WanFile({ wan: 'wan1', files, periodMs: 2000, clock, logger });
  sources.push(source);
  const look = async () => {
    const ended = new Promise<void>((resolve) => {
      clock.looked = resolve;
    });
    await clock.advance(2000);
    await ended;
    return source.report(clock.now());
  };
  const start = async () => {
    await source.start();
    return source.report(clock.now());
  };
  return { clock, logger, look, start, source };
}

async function write(name: string, baselineMs: number, state = 'GREEN', mtimeSec = 1000): Promise<void> {
  const document = { ewma: { baseline_rtt: baselineMs }, congestion: { dl_state: 'GREEN', ul_state: state } };
  await writeFile(join(folder, name), JSON.stringify(document));
  await utimes(join(folder, name), mtimeSec, mtimeSec);
}

it('believes a zone only once the file has been seen to change, and for a while', async () => {
  await write('a.json', 24, 'RED');
  const { clock, start, look, source } = watch('a.json');
  expect(await start()).toEqual({ zone: null, measurement: null, baselineMs: 24, ageMs: null });
  expect(await look()).toMatchObject({ zone: null, ageMs: null });
  await write('a.json', 25, 'SOFT_RED');
  expect(await look()).toMatchObject({ zone: 'SOFT_RED', baselineMs: 25, ageMs: 0 });
  expect(source.report(clock.now() + 16_000)).toMatchObject({ zone: null, baselineMs: 25, ageMs: 16_000 });
});

it('takes the newest of several places (Q3)', async () => {
  await write('old.json', 24, 'GREEN', 1000);
  await write('new.json', 30, 'GREEN', 2000);
  const { start, look } = watch('old.json', 'new.json');
  expect((await start()).baselineMs).toBe(30);
  await write('old.json', 26, 'GREEN', 3000);
  expect((await look()).baselineMs).toBe(26);
});

it('says once that there is none, keeps what it had, and touches nothing', async () => {
  await writeFile(join(folder, 'a.json'), '{"ewma": ');
  const { start, look, logger } = watch('a.json', 'b.json');
  expect((await start()).baselineMs).toBeNull();
  expect(logger.lines).toEqual([]);
  await look();
  await look();
  expect(logger.lines).toEqual([expect.stringContaining('no state of wan1 in')]);
  expect(await readdir(folder)).toEqual(['a.json']);
  await write('b.json', 24);
  expect((await look()).baselineMs).toBe(24);
  await rm(join(folder, 'b.json'));
  await look();
  expect((await look()).baselineMs).toBe(24);
  expect(logger.lines).toHaveLength(3);
});

it('makes nothing of a file in which there is nothing', async () => {
  await writeFile(join(folder, 'a.json'), JSON.stringify({ ewma: { baseline_rtt: 'x' }, congestion: 3 }));
  expect(await watch('a.json').start()).toMatchObject({ baselineMs: null, zone: null });
});
