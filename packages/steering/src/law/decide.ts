import type { Reason } from '@wanctl/core';
import { complaintAbout, firstFit, sufferingOf } from './alternates.js';
import { reached } from './cycles.js';
import type { Judgement } from './judge-by-samples.js';
import type { SteeringObservation } from './observation.js';
import type { SteeringLawOptions } from './steering-options.js';
import type { SteeringState } from './steering-state.js';

/** Where new connections should go, and why. */
export interface Decision {
  readonly state: SteeringState;
  /** Null: to the primary. */
  readonly wanted: string | null;
  readonly reason: Reason;
}

/** A change that is called for. */
interface Goal {
  readonly to: string | null;
  readonly reason: Reason;
}

/**
 * Turns a judge's wish into an alternate, or into a reason why not: where to, and whether it may be now. `counts` are
 * those before this sample, `figures` says for people what it showed.
 */
export function decide(
  options: SteeringLawOptions,
  { state: judged, wish }: Judgement,
  observation: SteeringObservation,
  sample: { cycles: number; figures: string; counts: { badCount: number; goodCount: number } },
): Decision {
  const { target } = judged;
  const suffering = sufferingInUse(judged, observation);
  const state = { ...judged, asked: null, unfitCount: suffering ? judged.unfitCount + sample.cycles : 0 };
  const goal = goalOf(options, { state, wish }, observation, sample.figures);
  if (goal === null) return { state, wanted: target, reason: { code: 'hold', text: sample.figures } };
  const refusal = goal.to === target ? goal.reason : refusalOf(state, goal);
  if (refusal) return { state, wanted: target, reason: refusal };
  return {
    state: { ...state, asked: { to: goal.to, ...sample.counts } },
    wanted: goal.to,
    reason: goal.reason,
  };
}

function sufferingInUse({ target }: SteeringState, { alternates }: SteeringObservation): string | null {
  const inUse = alternates.find(({ wan }) => wan === target);
  return inUse ? sufferingOf(inUse) : null;
}

/** The change that is called for; one to where connections go already is a wish that cannot be granted. */
function goalOf(
  { primaryWan, thresholds }: SteeringLawOptions,
  { state, wish }: Judgement,
  observation: SteeringObservation,
  figures: string,
): Goal | null {
  const { alternates, primary } = observation;
  const { target } = state;
  if (wish === 'back') return { to: null, reason: { code: 'back', text: figures } };
  if (wish === 'away') {
    const fit = firstFit(alternates, null);
    if (fit) return { to: fit.wan, reason: { code: 'away', text: figures } };
    const complaints = alternates.map((other) => `${other.wan} ${complaintAbout(other)}`).join(', ');
    return { to: target, reason: { code: 'no-alternate', text: `${complaints}; ${primaryWan}: ${figures}` } };
  }
  if (target === null || !reached(state.unfitCount, Math.max(1, thresholds.redSamplesRequired))) return null;
  const text = `${target} ${sufferingInUse(state, observation)}`;
  const other = firstFit(alternates, target);
  if (other) return { to: other.wan, reason: { code: 'move', text } };
  const isDown = alternates.some(({ wan, measurement }) => wan === target && measurement === 'collapsed');
  return isDown && primary.measurement !== 'collapsed'
    ? { to: null, reason: { code: 'alternate-down', text } }
    : null;
}

/** Why a change must not be made now; null: it may. */
function refusalOf({ handsOffSec, staySec, movesLeft }: SteeringState, { to, reason }: Goal): Reason | null {
  if (handsOffSec > 0) {
    const text = `somebody else has toggled a rule; left alone for ${Math.ceil(handsOffSec / 60)} min`;
    return { code: 'left-alone', text };
  }
  if (staySec > 0) {
    return { code: 'too-soon', text: `${reason.text}; the last change was moments ago` };
  }
  if (to !== null && movesLeft < 1) {
    return { code: 'budget', text: `${reason.text}; no moves left for today` };
  }
  return null;
}
