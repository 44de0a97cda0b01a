import type { Zone } from '@wanctl/core';
import { expect, it } from 'vitest';
import type { ReplayedCycle } from '../../src/replay/replay.js';
import { toRows } from '../../src/replay/to-rows.js';

const LINE = {
  ...{ wanName: 'cable', intervalMs: 2000, baselineRttMs: 20, reflectors: [] },
  queues: { download: 'Down', upload: 'Up' },
  bounds: { download: { floorBps: 1e6, ceilingBps: 9e6 }, upload: { floorBps: 1e6, ceilingBps: 9e6 } },
};

/** A cycle at that second after which the router has that download limit. */
function cycle(sec: number, mbps: number, zone: Zone | null = 'GREEN'): ReplayedCycle {
  const judged = { zone, rate_bps: mbps * 1e6, reason: null };
  return {
    ...{ cycle: sec, t_ms: sec * 1000, measured: sec, baseline: 20, load: 20, delta: 0 },
    ...{ download: judged, upload: { ...judged, zone: 'GREEN' } },
    applied: { download: mbps * 1e6, upload: 3e6 },
  };
}

async function* of(cycles: readonly ReplayedCycle[]) {
  yield* cycles;
}

it('tells of 10 s in a row: worst zone, limits, changes', async () => {
  const cycles = [
    ...[cycle(0, 9), cycle(2, 5, 'RED'), cycle(4, 5, 'YELLOW'), cycle(6, 7), cycle(8, 7)],
    ...[cycle(10, 6, null), cycle(12, 6, null)],
    cycle(3600, 6),
  ];
  expect(await toRows(of(cycles), LINE)).toMatchObject([
    {
      ...{ time: '1970-01-01T00:00:00.000Z', wan: 'cable', seconds: 10, rtt_p50_ms: 4, rtt_p95_ms: 8 },
      // Both limits at first, then two changes.
      writes: 4,
      download: { zone: 'RED', rate_bps: 7e6, min_rate_bps: 5e6 },
      upload: { zone: 'GREEN', rate_bps: 3e6, min_rate_bps: 3e6 },
    },
    { seconds: 4, writes: 1, download: { zone: null, rate_bps: 6e6 } },
    { time: '1970-01-01T01:00:00.000Z', seconds: 2, writes: 0 },
  ]);
});

it('takes the length of a cycle from the recording', async () => {
  const cycles = [0, 0.5, 1, 1.5].map((sec) => cycle(sec, 9));
  expect(await toRows(of(cycles), LINE)).toMatchObject([{ seconds: 2 }]);
});
