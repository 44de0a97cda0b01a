import type { Zone } from '@wanctl/core';

/** What the score rests on; histories have the newest last. */
export interface ConfidenceSigns {
  readonly deltaMs: number;
  /** Of these only the last three count. */
  readonly zones: readonly Zone[];
  readonly drops: readonly number[];
  readonly queued: readonly number[];
}

const QUEUE_HIGH = 50;

/**
 * How sure it is that the primary is congested, 0 to 100: its zone (RED 50, SOFT_RED lasting for three samples 25,
 * YELLOW 10), its delay (over 120 ms 25, over 80 ms 15), drops that grow (10), a queue that stays over 50 (10).
 */
export function confidenceScore({ deltaMs, zones, drops, queued }: ConfidenceSigns): number {
  const score =
    zoneScore(zones) +
    delayScore(deltaMs) +
    (dropsGrow(drops) ? 10 : 0) +
    (queued.length >= 2 && queued.slice(-2).every((depth) => depth > QUEUE_HIGH) ? 10 : 0);
  return Math.min(score, 100);
}

function zoneScore(zones: readonly Zone[]): number {
  const zone = zones.at(-1);
  if (zone === 'RED') return 50;
  if (zone === 'YELLOW') return 10;
  const lasts = zones.length >= 3 && zones.slice(-3).every((past) => past === 'SOFT_RED');
  return lasts ? 25 : 0;
}

function delayScore(deltaMs: number): number {
  if (deltaMs > 120) return 25;
  return deltaMs > 80 ? 15 : 0;
}

function dropsGrow(drops: readonly number[]): boolean {
  const last = drops.at(-1) ?? 0;
  const thirdLast = drops.at(-3);
  return thirdLast !== undefined && last > thirdLast && last > 0;
}
