import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Events } from '@wanctl/core';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LoadedWan } from '../../src/config/loaded-config.js';
import { recordHistory } from '../../src/history/record-history.js';
import type { HistoryRow } from '../../src/history/row.js';
import { loadEdited } from '../config/edit.js';
import { type Seen, tick } from './ticks.js';

/** A recorder of WAN `cable`, whose loop turns every `intervalMs`, from noon on. */
async function setUp(intervalMs = 2000, edits: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-history-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const clock = new ManualClock(new Date('2026-01-09T12:00:00.400Z'));
  const events = new Events();
  const { settings } = loadEdited('wan.yaml', edits) as LoadedWan;
  const wan = { ...settings, intervalMs, stateFile: join(folder, 'cable_state.json') };
  const end = recordHistory(wan, { clock, events, logger: new RecordingLogger() });
  const turn = async (seen: Omit<Seen, 'atMs'> = {}, lateMs = 0) => {
    await clock.advance(lateMs);
    events.emit('tick', tick({ atMs: clock.now(), ...seen }));
    await clock.advance(intervalMs - lateMs);
  };
  const rows = async (): Promise<HistoryRow[]> => {
    await end();
    const files = await readdir(folder);
    const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
    return texts
      .join('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  return { folder, clock, events, turn, rows, end };
}

describe('a row', () => {
  it('tells of 10 s', async () => {
    const { events, turn, rows } = await setUp();
    await turn({ rttsMs: [10, 11, 12] });
    await turn({ rttsMs: [13, null, 14], zones: { download: 'RED', upload: 'YELLOW' } });
    events.emit('applied', { wan: 'cable', direction: 'download', rateBps: 80e6, tookMs: 9 });
    events.emit('applied', { wan: 'other', direction: 'download', rateBps: 80e6, tookMs: 9 });
    await turn({ rttsMs: [], zones: null, acceptedBps: { download: 80e6, upload: null } });
    events.emit('tick', { ...tick({ atMs: 0, rttsMs: [1] }), wan: 'other' });
    await turn({ rttsMs: [15, 16, 17, 18, 19] });
    await turn({ rttsMs: [400.126], zones: { download: 'SOFT_RED', upload: 'GREEN' } });
    await turn();
    const [first, ...others] = await rows();
    expect(first).toEqual({
      ...{ time: '2026-01-09T12:00:00Z', wan: 'cable', seconds: 10 },
      ...{ rtt_p50_ms: 15, rtt_p95_ms: 400.13, rtt_ms: [11, 13, null, 17, 400.1] },
      ...{ probes: 12, lost: 1, writes: 1 },
      download: { zone: 'RED', rate_bps: 100e6, min_rate_bps: 80e6, load: null, achieved_bps: [] },
      upload: { zone: 'YELLOW', rate_bps: 20e6, min_rate_bps: 20e6, load: null, achieved_bps: [] },
    });
    expect(others).toMatchObject([{ time: '2026-01-09T12:00:10Z', seconds: 2, probes: 1, writes: 0 }]);
  });

  it('says so when nothing is known', async () => {
    const { turn, rows } = await setUp();
    await turn({ rttsMs: [null], zones: null, acceptedBps: { download: null, upload: null } });
    const nothing = { zone: null, rate_bps: null, min_rate_bps: null, load: null };
    expect(await rows()).toMatchObject([
      { rtt_p50_ms: null, rtt_p95_ms: null, probes: 1, lost: 1, download: nothing, upload: nothing },
    ]);
  });

  it('has the load between all reads of the counters, those across its beginning and limits included', async () => {
    const { turn, rows } = await setUp();
    const mb = (megabytes: number) => ({ downloadBytes: megabytes * 1e6 });
    const cut = { acceptedBps: { download: 50e6, upload: 20e6 } };
    for (const _ of [1, 2, 3, 4]) await turn();
    await turn(mb(1000));
    // 2 s at 100 Mbit/s let 25 MB pass, 4 s at 50 Mbit/s let as many.
    await turn(mb(1010));
    await turn(cut);
    await turn({ ...cut, ...mb(1025) });
    // The counters start anew, then there is no limit: these pairs of reads say nothing.
    await turn(mb(3));
    await turn({ ...mb(9), acceptedBps: { download: 0, upload: 0 } });
    expect((await rows()).map(({ download }) => download)).toMatchObject([
      { load: null, achieved_bps: [] },
      // 24 MB in the last 2 s: what passes without a limit is also told.
      { load: 0.5, rate_bps: null, min_rate_bps: 50e6, achieved_bps: [40e6, null, 30e6, null, 24e6] },
    ]);
  });

  it.each([
    [50, 200, 2],
    [3000, 3, 4],
    [7000, 1, 3],
    [60_000, 1, 3],
  ])('at a cycle of %i ms has %i turns, some ms late or not', async (intervalMs, turns, count) => {
    const { turn, rows } = await setUp(intervalMs);
    for (let turned = 0; turned < turns * count; turned += 1) await turn({}, turned % 3);
    expect((await rows()).map(({ seconds }) => seconds)).toEqual(
      Array(count).fill((turns * intervalMs) / 1000),
    );
  });

  it.each([
    [500, 20, [2, 6, 10, 14, 18]],
    [500, 11, [2, 5, 9]],
    [3000, 3, [1, 2, 3]],
    [7000, 1, [1]],
  ])('at a cycle of %i ms tells of %i turns in equal parts of some 2 s', async (intervalMs, turns, rttMs) => {
    const { turn, rows } = await setUp(intervalMs);
    for (let turned = 1; turned <= turns; turned += 1) await turn({ rttsMs: [turned] });
    expect(await rows()).toMatchObject([{ rtt_ms: rttMs }]);
  });

  it('does not cover what the loop slept through', async () => {
    const { clock, turn, rows } = await setUp();
    await turn();
    await clock.advance(3_600_000);
    await turn();
    expect(await rows()).toMatchObject([
      { time: '2026-01-09T12:00:00Z', seconds: 2 },
      { time: '2026-01-09T13:00:02Z', seconds: 2 },
    ]);
  });
});

describe('the history', () => {
  it('goes into a new file at midnight, and follows a clock that is set', async () => {
    const { folder, clock, turn, rows } = await setUp();
    clock.setWall(new Date(2026, 0, 9, 23, 59, 55));
    for (let turns = 0; turns < 6; turns += 1) await turn();
    clock.setWall(new Date(2026, 0, 8, 12));
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect((await rows()).map(({ seconds }) => seconds)).toEqual([2, 10, 10]);
    const days = ['2026-01-08', '2026-01-09', '2026-01-10'];
    expect((await readdir(folder)).sort()).toEqual(days.map((day) => `cable_history_${day}.jsonl`));
  });

  it('is not kept when the file says so', async () => {
    const { folder, turn, end } = await setUp(2000, { 'logging:': 'history: {enabled: false}\nlogging:' });
    await turn();
    await end();
    expect(await readdir(folder)).toEqual([]);
  });

  it('of a day takes less than 5 MB', async () => {
    const { turn, rows } = await setUp(50);
    const rttsMs = [1234.56, null];
    const zones = { download: 'SOFT_RED', upload: 'SOFT_RED' } as const;
    const acceptedBps = { download: 9_999_999_999, upload: 9_999_999_999 };
    let downloadBytes = 0;
    for (let turns = 0; turns < 400; turns += 1) {
      downloadBytes += 12_345_678;
      await turn({ rttsMs, zones, acceptedBps, downloadBytes });
    }
    const [, row] = await rows();
    expect((JSON.stringify(row).length + 1) * 8640).toBeLessThan(5e6);
  });
});
