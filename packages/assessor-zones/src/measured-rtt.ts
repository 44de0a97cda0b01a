import type { RttSample } from '@wanctl/core';

/**
 * The one RTT of a tick, ms: each reflector's newest answer counts once, and the median (of two: the mean) of
 * those is taken. Without a list of reflectors every source counts. Null when nobody has answered since the
 * last tick.
 */
export function measuredRtt(samples: readonly RttSample[], reflectors: readonly string[]): number | null {
  const newest = new Map<string, number>();
  for (const { source, rttMs } of samples) {
    if (rttMs !== null) newest.set(source, rttMs);
  }
  const counted = reflectors.length > 0 ? reflectors : [...newest.keys()];
  return median(counted.flatMap((reflector) => newest.get(reflector) ?? []));
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return null;
  return upper === lower ? upper : (lower + upper) / 2;
}
