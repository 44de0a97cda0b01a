import type { DirectionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';
import type { Moment } from './moment.js';
import { newestPoll, peak } from './polls.js';

/** A raise by less than this share waits until there is more. */
const SMALLEST_RAISE = 0.03;

/** Grows towards the known capacity, rests there, and then probes beyond it faster and faster; all with demand only. */
export function track(before: DirectionState, law: DirectionLaw, moment: Moment): DirectionState {
  const { nowMs, elapsedS, options, delay } = moment;
  const free = !delay.high && delay.medianMs < 0.6 * delay.thresholdMs && delay.headMs < delay.thresholdMs;
  if (!free || delay.dead || !hasDemand(before, moment)) return before;
  const capacityBps = before.capacityBps ?? before.rateBps / before.restShare;
  const grown = { ...before, capacityBps, restedS: before.restedS + elapsedS };
  const wantedBps = Math.min(targetBps(grown, capacityBps, moment), law.ceilingBps);
  const rises =
    wantedBps >= (1 + SMALLEST_RAISE) * before.rateBps ||
    (wantedBps === law.ceilingBps && wantedBps >= 1.01 * before.rateBps);
  const due = nowMs - before.raisedAtMs >= options.raise_every_ms && before.writes > 1;
  return rises && due ? { ...grown, code: 'raise', rateBps: wantedBps, raisedAtMs: nowMs } : grown;
}

/** Our queue stands, or the rate is nearly used up; also when nobody can say. */
function hasDemand({ meter, rateBps }: DirectionState, { nowMs, options }: Moment): boolean {
  const poll = newestPoll(meter, nowMs);
  if (poll === null) return true;
  return peak(meter, 'queuedBytes', nowMs, 250) > options.standing_bytes || poll.rateBps > 0.75 * rateBps;
}

/**
 * Rests just under the known capacity; then probes beyond it, the bolder the further beyond no delay came: memory that
 * has proved wrong is no guide.
 */
function targetBps(
  { plateauS, restedS, restShare, rateBps }: DirectionState,
  capacityBps: number,
  { options }: Moment,
): number {
  const restBps = restShare * capacityBps;
  const beyond = Math.max(0, rateBps / capacityBps - 1);
  const wantedBps =
    restedS < plateauS ? restBps : Math.max(restBps, rateBps * (1 + options.probe_share + beyond));
  return Math.min(wantedBps, rateBps * options.raise_factor);
}
