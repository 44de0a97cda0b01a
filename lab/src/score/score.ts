import type { Direction } from '@wanctl/core';
import { mean, min, quantile, sum } from 'd3-array';
import type { Scenario } from '../plan/scenario.js';
import type { Recording, Row } from '../recording.js';
import { cutsOf } from './cuts.js';
import { delaysOf } from './delays.js';
import { type Falls, fallsOf } from './falls.js';
import { loadedDirections } from './loaded-directions.js';

/** What a law made of a line. Delays are those added to the line's own, ms; shares are from 0 to 1. */
export interface Score extends Falls {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly meanMs: number;
  readonly over30: number;
  readonly over100: number;
  /** Pings without an answer. */
  readonly lost: number;
  /** Delivered of what the loaded directions could carry; null when nothing wants to use the line. */
  readonly utilisation: number | null;
  /** Cuts of a direction whose queue it was not, of all; null without cuts. */
  readonly wrongCuts: number | null;
  /** Cuts while there was no queue at all. */
  readonly needlessCuts: number;
  /** On an idle line: the lowest limit of either direction, of what it was at first; null without limits. */
  readonly leastLimit: number | null;
  /** Limits set, both directions together, as many as in an hour of the same kind. */
  readonly writesPerHour: number;
  readonly cpuShare: number | null;
  readonly rssMb: number | null;
  /** Of the machine; above the number of its cores, others disturbed the run. */
  readonly loadAverage: number;
}

/** Scores a run. Throws when the line did not work before the load. */
export function score(recording: Recording): Score {
  const { scenario, rows, pings, writes, daemon, loadAverage } = recording;
  const delays = delaysOf(recording);
  const addedMs = delays.map((delay) => delay.addedMs);
  const shareOver = (limitMs: number) => addedMs.filter((ms) => ms > limitMs).length / delays.length;
  const cuts = cutsOf(recording);
  return {
    p50Ms: quantile(addedMs, 0.5) ?? 0,
    p95Ms: quantile(addedMs, 0.95) ?? 0,
    p99Ms: quantile(addedMs, 0.99) ?? 0,
    meanMs: mean(addedMs) ?? 0,
    over30: shareOver(30),
    over100: shareOver(100),
    lost: pings.filter(({ tMs, rttMs }) => tMs >= 0 && rttMs === null).length / delays.length,
    utilisation: utilisation(scenario, rows),
    ...fallsOf(recording, delays),
    wrongCuts: cuts.all === 0 ? null : cuts.wrong / cuts.all,
    needlessCuts: cuts.needless,
    leastLimit: scenario.demand === 'idle' ? leastLimit(rows) : null,
    writesPerHour: (writes.filter(({ tMs }) => tMs >= 0).length * 3600) / scenario.seconds,
    cpuShare: daemon?.cpuShare ?? null,
    rssMb: daemon ? daemon.peakRssBytes / 1e6 : null,
    loadAverage,
  };
}

function leastLimit(rows: readonly Row[]): number | null {
  const [first, ...others] = rows;
  const shares = others.flatMap((row) =>
    (['download', 'upload'] as const).map((direction) => {
      const { limitBps } = row[direction];
      return limitBps === null ? null : limitBps / (first?.[direction].limitBps ?? limitBps);
    }),
  );
  return min(shares, (share) => share) ?? null;
}

function utilisation(scenario: Scenario, rows: readonly Row[]): number | null {
  if (scenario.demand !== 'bulk') return null;
  const sums = loadedDirections(scenario).map((direction) => passed(rows, direction));
  return sum(sums, ({ bytes }) => bytes) / sum(sums, ({ capacityBytes }) => capacityBytes);
}

/** What went through a direction under load, and what it could have carried. */
function passed(rows: readonly Row[], direction: Direction) {
  let bytes = 0;
  let capacityBytes = 0;
  rows.forEach((row, index) => {
    const before = rows[index - 1];
    if (!before || before.tMs < 0) return;
    bytes += row[direction].deliveredBytes - before[direction].deliveredBytes;
    capacityBytes += (before[direction].capacityBps * (row.tMs - before.tMs)) / 8000;
  });
  return { bytes, capacityBytes };
}
