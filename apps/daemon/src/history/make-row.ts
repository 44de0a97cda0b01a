import type { CounterSample, Direction, EventMap } from '@wanctl/core';
import { differenceBetween } from '@wanctl/probe-cake';
import { quantile } from './quantile.js';
import { type HistoryDirection, type HistoryRow, ZONES } from './row.js';

/** Some turns of a WAN's loop, of which a row is made. */
export interface Stretch {
  readonly wan: string;
  /** Wall clock at the first turn. */
  readonly begunAt: Date;
  readonly intervalMs: number;
  readonly ticks: readonly EventMap['tick'][];
  /** Limits that the router accepted meanwhile. */
  readonly writes: number;
  /** The turns before, for the counters that the first ones here came on from. */
  readonly before: readonly EventMap['tick'][];
}

/** The row that tells of a stretch. Each turn stands for one interval, so that turns slept through are not covered. */
export function makeRow({ wan, begunAt, intervalMs, ticks, writes, before }: Stretch): HistoryRow {
  const samples = ticks.flatMap(({ observation }) => observation.rtt);
  const rttsMs = samples.map(({ rttMs }) => rttMs);
  return {
    time: begunAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    wan,
    seconds: Number(((ticks.length * intervalMs) / 1000).toFixed(1)),
    rtt_p50_ms: round(quantile(rttsMs, 0.5), 2),
    rtt_p95_ms: round(quantile(rttsMs, 0.95), 2),
    probes: samples.length,
    lost: rttsMs.filter((rttMs) => rttMs === null).length,
    writes,
    download: directionOf('download', ticks, before),
    upload: directionOf('upload', ticks, before),
  };
}

function directionOf(
  direction: Direction,
  ticks: Stretch['ticks'],
  before: Stretch['before'],
): HistoryDirection {
  const zones = ticks.map(({ assessment }) => assessment?.[direction].zone);
  // To the router a limit of 0 is none.
  const ratesBps = ticks.map(({ observation }) => observation.acceptedBps[direction] || null);
  return {
    zone: ZONES.findLast((zone) => zones.includes(zone)) ?? null,
    rate_bps: ratesBps.at(-1) ?? null,
    min_rate_bps: quantile(ratesBps, 0),
    load: loadOf(direction, ticks, before),
  };
}

/** What passed between the reads of the counters, divided by what the limit of that time would have let pass. */
function loadOf(direction: Direction, ticks: Stretch['ticks'], before: Stretch['before']): number | null {
  let newest: CounterSample | undefined = before
    .flatMap(({ observation }) => observation.counters[direction])
    .at(-1);
  let passed = 0;
  let possible = 0;
  for (const { observation } of ticks) {
    const limitBps = observation.acceptedBps[direction];
    for (const sample of observation.counters[direction]) {
      const difference = newest && differenceBetween(newest, sample);
      newest = sample;
      if (!difference || !limitBps) continue;
      passed += difference.rateBps * difference.elapsedMs;
      possible += limitBps * difference.elapsedMs;
    }
  }
  return possible > 0 ? round(passed / possible, 3) : null;
}

function round(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
