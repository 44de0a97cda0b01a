import type { Direction } from '@wanctl/core';
import type { Felt, Moment } from '../line-model.js';

/** A quantile of the delay felt from `fromMs` on, ms. */
export function quantile(felt: readonly Felt[], share: number, fromMs = 0): number {
  const sorted = felt
    .filter(({ sentAtMs }) => sentAtMs >= fromMs)
    .map(({ delayMs }) => delayMs)
    .sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Share of the delays felt that are above a limit. */
export function shareAbove(felt: readonly Felt[], limitMs: number, fromMs = 0): number {
  const since = felt.filter(({ sentAtMs }) => sentAtMs >= fromMs);
  return since.filter(({ delayMs }) => delayMs > limitMs).length / Math.max(1, since.length);
}

/** Wanted rates that changed, with their moments. */
export function writesOf(
  ticks: readonly Moment[],
  direction: Direction,
): { atMs: number; rateBps: number }[] {
  let lastBps = Number.NaN;
  return ticks.flatMap(({ atMs, assessment }) => {
    const rateBps = assessment?.[direction].rateBps ?? lastBps;
    if (rateBps === lastBps) return [];
    lastBps = rateBps;
    return [{ atMs, rateBps }];
  });
}

/** The most writes in any minute. */
export function mostAMinute(writes: readonly { atMs: number }[]): number {
  return Math.max(
    0,
    ...writes.map(
      ({ atMs }) => writes.filter((other) => other.atMs >= atMs && other.atMs < atMs + 60_000).length,
    ),
  );
}
