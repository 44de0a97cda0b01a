import type { Direction } from '@wanctl/core';
import { mean, median, quantile, sum } from 'd3-array';
import type { Scenario } from './plan/scenario.js';
import type { Recording, Row } from './recording.js';

/** What a law made of a line. Delays are those added to the line's own, ms; shares are from 0 to 1. */
export interface Score {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly meanMs: number;
  readonly over30: number;
  readonly over100: number;
  /** Pings without an answer, which count as over 30 and 100 ms too. */
  readonly lost: number;
  /** Delivered of what the loaded directions could carry; null when nothing wants to use the line. */
  readonly utilisation: number | null;
  /** Limits set per minute, both directions together. */
  readonly writesPerMin: number;
  readonly cpuShare: number | null;
  readonly rssMb: number | null;
  /** Of the machine; above the number of its cores, others disturbed the run. */
  readonly loadAverage: number;
}

/** Scores a run. The line's own delay is the median ping of the warm-up. */
export function score({ scenario, rows, pings, writesAtMs, daemon, loadAverage }: Recording): Score {
  const baseMs = median(pings.filter(({ tMs }) => tMs < 0).flatMap(({ rttMs }) => rttMs ?? []));
  if (baseMs === undefined) throw new Error('no ping was answered before the load: the line does not work');
  const loaded = pings.filter(({ tMs }) => tMs >= 0);
  const addedMs = loaded.flatMap(({ rttMs }) => (rttMs === null ? [] : Math.max(0, rttMs - baseMs)));
  const lost = loaded.length - addedMs.length;
  const shareOver = (limitMs: number) => (addedMs.filter((ms) => ms > limitMs).length + lost) / loaded.length;
  return {
    p50Ms: quantile(addedMs, 0.5) ?? 0,
    p95Ms: quantile(addedMs, 0.95) ?? 0,
    p99Ms: quantile(addedMs, 0.99) ?? 0,
    meanMs: mean(addedMs) ?? 0,
    over30: shareOver(30),
    over100: shareOver(100),
    lost: lost / loaded.length,
    utilisation: utilisation(scenario, rows),
    writesPerMin: (writesAtMs.filter((tMs) => tMs >= 0).length * 60) / scenario.seconds,
    cpuShare: daemon?.cpuShare ?? null,
    rssMb: daemon ? daemon.peakRssBytes / 1e6 : null,
    loadAverage,
  };
}

/** Directions that a scenario loads. */
export function loadedDirections({ load }: Scenario): Direction[] {
  return load === 'both' ? ['download', 'upload'] : [load];
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
    bytes += row[direction].bytes - before[direction].bytes;
    capacityBytes += (before[direction].capacityBps * (row.tMs - before.tMs)) / 8000;
  });
  return { bytes, capacityBytes };
}
