import type { CounterSample } from '@wanctl/core';
import { rateBetween } from '@wanctl/probe-cake';

/** Counters older than this say nothing of now, ms. */
const STALE_MS = 10_000;

/** What passes one queue. */
export interface Achieved {
  take(samples: readonly CounterSample[]): void;
  /** Bit/s between the newest counters and those of the call before; null without fresh ones. */
  rateBps(nowMs: number): number | null;
}

/** Begins to measure what passes a queue, by its counters. */
export function measureAchieved(): Achieved {
  let used: CounterSample | null = null;
  let newest: CounterSample | null = null;
  let rateBps: number | null = null;
  return {
    take(samples) {
      newest = samples.at(-1) ?? newest;
    },
    rateBps(nowMs) {
      if (newest === null || nowMs - newest.atMs > STALE_MS) return null;
      if (newest !== used) rateBps = used && rateBetween(used, newest);
      used = newest;
      return rateBps;
    },
  };
}
