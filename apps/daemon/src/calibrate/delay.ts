import type { RttSample } from '@wanctl/core';

/** Fewer samples than this say nothing. */
const FEWEST = 5;

/** RTT of each reflector without load, ms, by its name. */
export type IdleRtts = ReadonlyMap<string, number>;

/** The median RTT of each reflector that answered at least half of its probes. */
export function idleRtts(samples: readonly RttSample[]): IdleRtts {
  const sources = [...new Set(samples.map(({ source }) => source))];
  const medians = sources.map((source) => {
    const rtts = samples.filter((sample) => sample.source === source).map(({ rttMs }) => rttMs ?? Infinity);
    return [source, median(rtts)] as const;
  });
  return new Map(medians.filter(([, rttMs]) => rttMs !== Infinity));
}

/**
 * The median delay over the idle line, ms; a lost probe counts as endless. Null when there are too few probes to tell:
 * no measurement is never a good one.
 */
export function addedDelayMs(samples: readonly RttSample[], idle: IdleRtts): number | null {
  const delays = samples.flatMap(({ source, rttMs }) => {
    const base = idle.get(source);
    return base === undefined ? [] : [Math.max(0, (rttMs ?? Infinity) - base)];
  });
  return delays.length < FEWEST ? null : median(delays);
}

/** The upper one of two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
}
