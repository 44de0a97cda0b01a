import type { AlternateHealth, Transition } from './observation.js';
import type { SteeringLawOptions } from './steering-options.js';
import { NO_CONFIDENCE, type SteeringState } from './steering-state.js';

/**
 * Follows what the router is seen to have: the state is where new connections really go, not where they were wanted.
 * A rule that is not seen clearly leaves the state as it is.
 */
export function confirm(
  options: SteeringLawOptions,
  before: SteeringState,
  alternates: readonly AlternateHealth[],
): { state: SteeringState; transition: Transition | null } {
  if (alternates.some(({ rule }) => rule === 'unknown')) return { state: before, transition: null };
  const enabledRules = alternates.flatMap(({ wan, rule }) => (rule === 'enabled' ? [wan] : []));
  if (before.enabledRules?.join() === enabledRules.join()) return { state: before, transition: null };

  const { asked } = before;
  const isAsked = asked !== null && enabledRules.join() === (asked.to ?? '');
  const isFitting = isAsked || enabledRules.join() === (before.target ?? '');
  const cause = isFitting ? 'decided' : before.enabledRules === null ? 'reconciled' : 'foreign';
  const to =
    [asked?.to, before.target].find((wan) => enabledRules.includes(wan ?? '')) ?? enabledRules[0] ?? null;
  const handsOffSec = cause === 'foreign' ? options.guard.handsOffSec : before.handsOffSec;
  const seen = { ...before, enabledRules, handsOffSec, asked: isAsked ? null : asked };
  if (to === before.target) return { state: seen, transition: null };
  const { badCount, goodCount } = (isAsked && asked) || before;
  return {
    state: arrive(options, seen, to, isAsked),
    transition: { from: before.target, to, cause, badCount, goodCount },
  };
}

/** Only a move of our own is paid for and counts as flapping. */
function arrive(
  { guard, judge, confidence }: SteeringLawOptions,
  before: SteeringState,
  to: string | null,
  isOwn: boolean,
): SteeringState {
  const toggleAgesSec = isOwn ? [...before.confidence.toggleAgesSec, 0] : before.confidence.toggleAgesSec;
  const { score, penaltySec } = before.confidence;
  return {
    ...before,
    target: to,
    asked: null,
    badCount: 0,
    redCount: 0,
    goodCount: 0,
    unfitCount: 0,
    staySec: to !== null && judge === 'confidence' ? confidence.holdDownSec : guard.minStaySec,
    movesLeft: isOwn && to !== null ? Math.max(0, before.movesLeft - 1) : before.movesLeft,
    confidence: { ...NO_CONFIDENCE, score, penaltySec, toggleAgesSec },
  };
}
