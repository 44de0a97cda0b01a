import type { Judgement } from './judge-by-samples.js';
import type { Congestion } from './observation.js';
import type { ConfidenceOptions } from './steering-options.js';
import type { ConfidenceState, SteeringState } from './steering-state.js';

/** Back on the primary only below this delay, ms, and this many drops a second. */
const RECOVERED_DELTA_MS = 10;
const RECOVERED_DROPS_PER_SEC = 0.001;

/** What confidence looks at, beside the time. */
export interface ConfidenceView {
  readonly score: number;
  readonly congestion: Congestion | 'SOFT_RED';
  readonly deltaMs: number;
  readonly dropsPerSec: number;
}

/**
 * Steers away once the score has been high for so many seconds, and back once it has been low with a GREEN, quick and
 * lossless primary for so many. After too many changes more is demanded. `seconds` is what the sample stands for.
 */
export function judgeByConfidence(
  options: ConfidenceOptions,
  before: SteeringState,
  view: ConfidenceView,
  seconds: number,
): Judgement {
  const damped = damp(options, before.confidence);
  const confidence = { ...damped, score: view.score, degradeSec: null, recoverySec: null };
  if (before.target === null) {
    const { steerThreshold, flap } = options;
    const threshold = steerThreshold + (damped.penaltySec > 0 && flap ? flap.penaltyThresholdAdd : 0);
    if (view.score < threshold) return { state: { ...before, confidence }, wish: null };
    const degradeSec = countDown(damped.degradeSec, options.sustainSec, seconds);
    return {
      state: { ...before, confidence: { ...confidence, degradeSec } },
      wish: degradeSec === 0 ? 'away' : null,
    };
  }
  if (before.staySec > 0 || !hasRecovered(options, view))
    return { state: { ...before, confidence }, wish: null };
  const recoverySec = countDown(damped.recoverySec, options.recoverySustainSec, seconds);
  return {
    state: { ...before, confidence: { ...confidence, recoverySec } },
    wish: recoverySec === 0 ? 'back' : null,
  };
}

/** Confidence after so many seconds have passed; changes that have left the window are forgotten. */
export function ageConfidence(
  { flap }: ConfidenceOptions,
  before: ConfidenceState,
  seconds: number,
): ConfidenceState {
  return {
    ...before,
    penaltySec: Math.max(0, before.penaltySec - seconds),
    toggleAgesSec: before.toggleAgesSec
      .map((ageSec) => ageSec + seconds)
      .filter((ageSec) => flap !== null && ageSec <= flap.windowSec),
  };
}

function damp({ flap }: ConfidenceOptions, before: ConfidenceState): ConfidenceState {
  if (flap === null || before.penaltySec > 0 || before.toggleAgesSec.length <= flap.maxToggles) return before;
  return { ...before, penaltySec: flap.penaltySec };
}

function hasRecovered({ recoveryThreshold }: ConfidenceOptions, view: ConfidenceView): boolean {
  return (
    view.score <= recoveryThreshold &&
    view.congestion === 'GREEN' &&
    view.deltaMs < RECOVERED_DELTA_MS &&
    view.dropsPerSec < RECOVERED_DROPS_PER_SEC
  );
}

/** Starts whole at the first sample, then counts down to 0. */
function countDown(leftSec: number | null, wholeSec: number, seconds: number): number {
  return leftSec === null ? wholeSec : Math.max(0, leftSec - seconds);
}
