import type { Zone } from '@wanctl/core';
import type { Congestion } from './observation.js';
import type { SteeringLawOptions } from './steering-options.js';

/** All that the law remembers. Counts are of cycles of 2 s, `...Sec` is time left. */
export interface SteeringState {
  /** The alternate that takes new connections; null: the primary (GOOD). */
  readonly target: string | null;
  /** Alternates whose rule was last seen enabled; null: not seen since the start. */
  readonly enabledRules: readonly string[] | null;
  /** What was last asked of the router and is not seen yet. */
  readonly asked: Asked | null;
  readonly badCount: number;
  readonly goodCount: number;
  readonly redCount: number;
  /** For how long the alternate in use has been unfit. */
  readonly unfitCount: number;
  readonly baselineMs: number | null;
  readonly deltaEwmaMs: number;
  readonly queueEwma: number;
  readonly congestion: Congestion;
  /** Cycles in a row without a read of the queue. */
  readonly readFailures: number;
  readonly history: History;
  readonly confidence: ConfidenceState;
  readonly staySec: number;
  readonly handsOffSec: number;
  /** Moves that today's budget still allows; fractions grow back. */
  readonly movesLeft: number;
  /** Monotonic time of the last tick, and of the last that was judged; null before the first. */
  readonly tickedAtMs: number | null;
  readonly judgedAtMs: number | null;
}

/** A change that is under way, with the samples counted when it was decided. */
export interface Asked {
  readonly to: string | null;
  readonly badCount: number;
  readonly goodCount: number;
}

/** The newest last. */
export interface History {
  readonly rttMs: readonly number[];
  readonly deltaMs: readonly number[];
  readonly drops: readonly number[];
  readonly queuedPackets: readonly number[];
  /** The last three, not saved. */
  readonly zones: readonly Zone[];
}

/** What judging by confidence remembers. */
export interface ConfidenceState {
  readonly score: number;
  /** Time left until it is sure; null: not on the way there. */
  readonly degradeSec: number | null;
  readonly recoverySec: number | null;
  readonly penaltySec: number;
  /** How long ago each change was, the oldest first. */
  readonly toggleAgesSec: readonly number[];
}

/** Confidence before the first sample. */
export const NO_CONFIDENCE: ConfidenceState = {
  score: 0,
  degradeSec: null,
  recoverySec: null,
  penaltySec: 0,
  toggleAgesSec: [],
};

/** The state of a primary that nothing is known about. */
export function initialState({ guard }: SteeringLawOptions): SteeringState {
  return {
    target: null,
    enabledRules: null,
    asked: null,
    badCount: 0,
    goodCount: 0,
    redCount: 0,
    unfitCount: 0,
    baselineMs: null,
    deltaEwmaMs: 0,
    queueEwma: 0,
    congestion: 'GREEN',
    readFailures: 0,
    history: { rttMs: [], deltaMs: [], drops: [], queuedPackets: [], zones: [] },
    confidence: NO_CONFIDENCE,
    staySec: 0,
    handsOffSec: 0,
    movesLeft: guard.movesPerDay,
    tickedAtMs: null,
    judgedAtMs: null,
  };
}
