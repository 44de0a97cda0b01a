import type { CounterSample } from '@wanctl/core';

/** What passed through a queue between two reads of its counters. */
export interface CounterDifference {
  readonly elapsedMs: number;
  readonly bytes: number;
  readonly packets: number;
  readonly dropped: number;
  /** bit/s. */
  readonly rateBps: number;
}

const CIRCLE_32_BIT = 2 ** 32;

/**
 * What passed between two reads; null when nothing can be said, because the counters started anew (reboot or
 * `reset-counters`, which set all of them to 0) or no time went by. RouterOS counts in 64 bits (observed values
 * exceed 2^32); a 32-bit counter is believed to have wrapped only when it was below 2^32, came on by less than half
 * the circle, and packets were counted on at the same time, as they are not after a reset.
 */
export function differenceBetween(before: CounterSample, after: CounterSample): CounterDifference | null {
  const elapsedMs = after.atMs - before.atMs;
  const bytes = advance(before.bytes, after.bytes);
  const packets = advance(before.packets, after.packets);
  const dropped = advance(before.dropped, after.dropped);
  if (elapsedMs <= 0 || bytes === null || packets === null || dropped === null) return null;
  if (after.bytes < before.bytes && packets === 0) return null;
  return { elapsedMs, bytes, packets, dropped, rateBps: (bytes * 8000) / elapsedMs };
}

/** The rate between two reads of one queue, bit/s; null as for `differenceBetween`. */
export function rateBetween(before: CounterSample, after: CounterSample): number | null {
  return differenceBetween(before, after)?.rateBps ?? null;
}

function advance(from: number, to: number): number | null {
  if (to >= from) return to - from;
  const wrapped = to + CIRCLE_32_BIT - from;
  return from < CIRCLE_32_BIT && wrapped < CIRCLE_32_BIT / 2 ? wrapped : null;
}
