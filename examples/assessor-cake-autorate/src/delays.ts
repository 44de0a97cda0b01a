import type { RttSample } from '@wanctl/core';

/** What is known of the delay. One-way delays are half of a round trip, in ms. */
export interface Delays {
  readonly baselinesMs: Readonly<Record<string, number>>;
  /** Delays over the baseline of the last answers, whoever gave them, oldest first. */
  readonly windowMs: readonly number[];
}

const FIRST_BASELINE_MS = 100;
/** Weight of a new delay that is longer, and of one that is shorter. */
const LONGER = 0.001;
const SHORTER = 0.9;
const WINDOW = 6;

/** Takes an answer in: its reflector's baseline follows, quickly downwards, hardly upwards. */
export function addAnswer({ baselinesMs, windowMs }: Delays, source: string, rttMs: number): Delays {
  const oneWayMs = rttMs / 2;
  const before = baselinesMs[source] ?? FIRST_BASELINE_MS;
  const weight = oneWayMs >= before ? LONGER : SHORTER;
  const baselineMs = weight * oneWayMs + (1 - weight) * before;
  return {
    baselinesMs: { ...baselinesMs, [source]: baselineMs },
    windowMs: [...windowMs, oneWayMs - baselineMs].slice(-WINDOW),
  };
}

/** A sample that has been answered. */
export type Answer = RttSample & { readonly rttMs: number };

/** True for one that has been. */
export function isAnswer(sample: RttSample): sample is Answer {
  return sample.rttMs !== null;
}
