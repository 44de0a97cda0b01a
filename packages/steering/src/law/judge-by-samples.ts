import { reached } from './cycles.js';
import type { Congestion } from './observation.js';
import type { SteeringThresholds } from './steering-options.js';
import type { SteeringState } from './steering-state.js';

/** What a judge wants for new connections; null: leave them where they are. */
export type Wish = 'away' | 'back' | null;

/** A judge's answer. */
export interface Judgement {
  readonly state: SteeringState;
  readonly wish: Wish;
}

/** Counts RED samples in a row on the primary, GREEN ones on an alternate; YELLOW counts as neither. */
export function judgeByCongestion(
  { redSamplesRequired, greenSamplesRequired }: SteeringThresholds,
  before: SteeringState,
  congestion: Congestion,
  cycles: number,
): Judgement {
  if (before.target === null) {
    const isRed = congestion === 'RED';
    const redCount = isRed ? before.redCount + cycles : 0;
    const state = { ...before, redCount, goodCount: isRed ? 0 : before.goodCount };
    return { state, wish: isRed && reached(redCount, redSamplesRequired) ? 'away' : null };
  }
  const isGreen = congestion === 'GREEN';
  const goodCount = isGreen ? before.goodCount + cycles : 0;
  const state = { ...before, goodCount, redCount: isGreen ? 0 : before.redCount };
  return { state, wish: isGreen && reached(goodCount, greenSamplesRequired) ? 'back' : null };
}

/** Counts samples of too much delay on the primary, of little on an alternate. */
export function judgeByDelay(
  thresholds: SteeringThresholds,
  before: SteeringState,
  deltaMs: number,
  cycles: number,
): Judgement {
  if (before.target === null) {
    const isBad = deltaMs > thresholds.badThresholdMs;
    const badCount = isBad ? before.badCount + cycles : 0;
    const state = { ...before, badCount, goodCount: isBad ? 0 : before.goodCount };
    return { state, wish: isBad && reached(badCount, thresholds.badSamples) ? 'away' : null };
  }
  const isGood = deltaMs < thresholds.recoveryThresholdMs;
  const goodCount = isGood ? before.goodCount + cycles : 0;
  const state = { ...before, goodCount, badCount: isGood ? 0 : before.badCount };
  return { state, wish: isGood && reached(goodCount, thresholds.goodSamples) ? 'back' : null };
}
