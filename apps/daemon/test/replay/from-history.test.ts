import { expect, it } from 'vitest';
import type { HistoryRow } from '../../src/history/row.js';
import { cyclesOf } from '../../src/replay/from-history.js';
import type { RecordedCycle } from '../../src/replay/recording.js';
import { direction, row } from '../history/rows.js';

const NOON = Date.parse('2026-01-09T12:00:00Z');

async function cycles(rows: readonly HistoryRow[], intervalMs: number): Promise<RecordedCycle[]> {
  const told: RecordedCycle[] = [];
  for await (const cycle of cyclesOf(rows, intervalMs)) told.push(cycle);
  return told;
}

it('are one per interval, with the delay and the traffic of their 2 s', async () => {
  const busy = row(NOON, {
    rtt_ms: [20, 21, null, 23, 24],
    download: direction({ achieved_bps: [8e6, 16e6, null, 8e6, 8e6] }),
  });
  const told = await cycles([busy], 1000);
  expect(told.map(({ tMs }) => (tMs ?? 0) - NOON)).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((sec) => sec * 1000),
  );
  expect(told.flatMap(({ rttMs }) => rttMs)).toEqual([20, 20, 21, 21, null, null, 23, 23, 24, 24]);
  const megabytes = told.map(({ bytes }) => bytes.download && bytes.download / 1e6);
  expect(megabytes).toEqual([1, 2, 4, 6, null, null, 7, 8, 9, 10]);
  expect(told.map(({ bytes }) => bytes.upload)).toEqual(Array(10).fill(null));
  expect((await cycles([busy], 2000)).flatMap(({ rttMs }) => rttMs)).toEqual([20, 21, null, 23, 24]);
  expect((await cycles([busy], 20_000)).flatMap(({ rttMs }) => rttMs)).toEqual([20]);
});

it('of an older row are all alike', async () => {
  const old = row(NOON, { rtt_ms: [], rtt_p50_ms: 30, download: direction({ load: 0.08 }) });
  const told = await cycles([old], 5000);
  expect(told.map(({ rttMs, bytes }) => [...rttMs, bytes.download])).toEqual([
    [30, 5e6],
    [30, 10e6],
  ]);
});

it('never go back in time, and leave gaps as they are', async () => {
  const told = await cycles([row(NOON), row(NOON + 9000), row(NOON + 60_000)], 5000);
  expect(told.map(({ cycle, tMs }) => [cycle, ((tMs ?? 0) - NOON) / 1000])).toEqual([
    [0, 0],
    [1, 5],
    [2, 10],
    [3, 15],
    [4, 60],
    [5, 65],
  ]);
});
