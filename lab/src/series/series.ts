import type { Direction, PerDirection } from '@wanctl/core';
import { max, min, quantile } from 'd3-array';

/** What a line can carry, each way, in Mbit/s per 0.2 s. It starts again at its end. */
export interface Series extends PerDirection<readonly number[]> {
  /** What the line's round trip takes on top of the scenario's, ms per 0.2 s; absent: nothing. */
  readonly addedRttMs?: readonly number[];
  /** The most that its owner believes in, Mbit/s; absent: the most that it carries. */
  readonly believedMbps?: PerDirection<number>;
}

/** Length of a step of a series. */
const STEP_MS = 200;
/** Steps in a second. */
export const PER_SECOND = 1000 / STEP_MS;

/** What the line carries at that time, bit/s; before the start, what it starts with. */
export function capacityAt(series: Series, direction: Direction, tMs: number): number {
  return Math.round((stepAt(series[direction], tMs) ?? 0) * 1e6);
}

/** What a round trip takes at that time on top of the scenario's, ms. */
export function addedRttAt({ addedRttMs = [] }: Series, tMs: number): number {
  return stepAt(addedRttMs, tMs) ?? 0;
}

function stepAt(steps: readonly number[], tMs: number): number | undefined {
  return steps[Math.max(0, Math.floor(tMs / STEP_MS)) % steps.length];
}

/** What an owner would know of a direction, Mbit/s. */
export interface Bounds {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** What an owner would know of a direction: the least (at least 0.5), the usual and the most that it carries. */
export function boundsOf(series: Series, direction: Direction): Bounds {
  const steps = series[direction];
  return {
    least: Math.max(0.5, min(steps) ?? 0),
    median: Math.max(0.5, quantile(steps, 0.5) ?? 0),
    most: Math.max(1, Math.ceil(series.believedMbps?.[direction] ?? max(steps) ?? 0)),
  };
}
