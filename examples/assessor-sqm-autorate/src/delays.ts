import type { Direction, RttSample } from '@wanctl/core';

/**
 * One reflector's delay in one direction: its newest, and its two averages; ms. Half of a round trip, where nothing else
 * is known, stands for either.
 */
export interface ReflectorState {
  readonly newestMs: number;
  readonly answeredAtMs: number;
  /** Null before the first turn. */
  readonly fastMs: number | null;
  readonly slowMs: number | null;
}

/** By reflector. */
export type Reflectors = Readonly<Record<string, ReflectorState>>;

/** Weights kept per turn of 0.5 s: half-lives of 0.4 s and 135 s. */
const KEEP_FAST = 0.42;
const KEEP_SLOW = 0.9974;
const FRESH_MS = 1000;
/** The delay that counts is that of the third best reflector. */
const RANK = 2;

/** Notes answers in one direction; the averages follow at the next turn. */
export function addAnswers(
  before: Reflectors,
  samples: readonly RttSample[],
  direction: Direction,
): Reflectors {
  const reflectors = { ...before };
  for (const { source, sentAtMs, rttMs, oneWayMs } of samples) {
    if (rttMs === null) continue;
    const { fastMs = null, slowMs = null } = reflectors[source] ?? {};
    const newestMs = oneWayMs?.[direction] ?? rttMs / 2;
    reflectors[source] = { newestMs, answeredAtMs: sentAtMs + rttMs, fastMs, slowMs };
  }
  return reflectors;
}

/** Moves the averages of a turn; the slow one, which is the baseline, is never above the fast one. */
export function average(before: Reflectors): Reflectors {
  return Object.fromEntries(
    Object.entries(before).map(([source, state]) => {
      const { newestMs } = state;
      const fastMs = KEEP_FAST * (state.fastMs ?? newestMs) + (1 - KEEP_FAST) * newestMs;
      const slowMs = KEEP_SLOW * (state.slowMs ?? newestMs) + (1 - KEEP_SLOW) * newestMs;
      return [source, { ...state, fastMs, slowMs: Math.min(fastMs, slowMs) }];
    }),
  );
}

/** The delay over the baseline that counts, ms: the third smallest of those who answered lately, or the smallest. */
export function delayOf(reflectors: Reflectors, nowMs: number): number | null {
  const delays = Object.values(reflectors)
    .filter(({ answeredAtMs }) => nowMs - answeredAtMs < FRESH_MS)
    .map(({ fastMs, slowMs }) => (fastMs ?? 0) - (slowMs ?? 0))
    .sort((a, b) => a - b);
  return delays[RANK] ?? delays[0] ?? null;
}
