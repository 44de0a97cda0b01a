import type { CounterSample, Direction, EventMap } from '@wanctl/core';
import { meanRateBps, type RateSpan, rateBetween } from '@wanctl/probe-cake';
import { quantile } from './quantile.js';
import { type HistoryDirection, type HistoryRow, ZONES } from './row.js';

/** Length of the parts that a row tells of singly, ms: a cycle of the Python program. */
const PART_MS = 2000;

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
export function makeRow(stretch: Stretch): HistoryRow {
  const { wan, begunAt, intervalMs, ticks, writes } = stretch;
  const rttsMs = rttsOf(ticks);
  return {
    time: begunAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    wan,
    seconds: Number(((ticks.length * intervalMs) / 1000).toFixed(1)),
    rtt_p50_ms: round(quantile(rttsMs, 0.5), 2),
    rtt_p95_ms: round(quantile(rttsMs, 0.95), 2),
    rtt_ms: inParts(ticks, intervalMs).map((part) => round(quantile(rttsOf(part), 0.5), 1)),
    probes: rttsMs.length,
    lost: rttsMs.filter((rttMs) => rttMs === null).length,
    writes,
    download: directionOf('download', stretch),
    upload: directionOf('upload', stretch),
  };
}

function rttsOf(ticks: Stretch['ticks']): (number | null)[] {
  return ticks.flatMap(({ observation }) => observation.rtt.map(({ rttMs }) => rttMs));
}

function directionOf(direction: Direction, { ticks, before, intervalMs }: Stretch): HistoryDirection {
  const zones = ticks.map(({ assessment }) => assessment?.[direction].zone);
  // To the router a limit of 0 is none.
  const ratesBps = ticks.map(({ observation }) => observation.acceptedBps[direction] || null);
  const passed = passedIn(direction, ticks, before);
  const achievedBps = inParts(passed, intervalMs).map((part) => meanOf(part.flat()));
  return {
    zone: ZONES.findLast((zone) => zones.includes(zone)) ?? null,
    rate_bps: ratesBps.at(-1) ?? null,
    min_rate_bps: quantile(ratesBps, 0),
    load: loadOf(passed.flat()),
    achieved_bps: passed.flat().length > 0 ? achievedBps.map((bps) => bps && Number(bps.toPrecision(3))) : [],
  };
}

/** What passed between two reads of the counters, and the limit of that time; null: there was none. */
interface Passed extends RateSpan {
  readonly limitBps: number | null;
}

/** For each turn what the counters that came in with it tell. */
function passedIn(
  direction: Direction,
  ticks: Stretch['ticks'],
  before: Stretch['before'],
): readonly (readonly Passed[])[] {
  let newest: CounterSample | undefined = before
    .flatMap(({ observation }) => observation.counters[direction])
    .at(-1);
  return ticks.map(({ observation: { counters, acceptedBps } }) =>
    counters[direction].flatMap((sample) => {
      const last = newest;
      newest = sample;
      const rateBps = last ? rateBetween(last, sample) : null;
      if (!last || rateBps === null) return [];
      return [{ fromMs: last.atMs, toMs: sample.atMs, rateBps, limitBps: acceptedBps[direction] || null }];
    }),
  );
}

/** What passed, divided by what the limits of that time would have let pass. */
function loadOf(passed: readonly Passed[]): number | null {
  const limited = passed.filter(({ limitBps }) => limitBps !== null);
  const achievedBps = meanOf(limited);
  const possibleBps = meanOf(limited.map((span) => ({ ...span, rateBps: span.limitBps ?? 0 })));
  return achievedBps === null || !possibleBps ? null : round(achievedBps / possibleBps, 3);
}

function meanOf(spans: readonly RateSpan[]): number | null {
  return meanRateBps(spans, Number.POSITIVE_INFINITY);
}

/** What came in with each turn, in equal parts of some 2 s. */
function inParts<T>(perTick: readonly T[], intervalMs: number): (readonly T[])[] {
  const { length } = perTick;
  const count = Math.min(length, Math.max(1, Math.round((length * intervalMs) / PART_MS)));
  const begins = Array.from({ length: count + 1 }, (_, index) => Math.floor((index * length) / count));
  return begins.slice(1).map((end, index) => perTick.slice(begins[index], end));
}

function round(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
