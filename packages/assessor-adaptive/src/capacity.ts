import type { DirectionState } from './direction-state.js';
import type { Evidence } from './judgement.js';
import { atLeastRtt, type Moment } from './moment.js';
import { newestPoll } from './polls.js';

/** A poll that began this long before a write took effect is still clean, ms. */
const WRITE_MARGIN_MS = 10;

/** What a cut of this direction would rest on now; null when it has to wait for its last one to show. */
export function evidenceFor(state: DirectionState, moment: Moment): Evidence | null {
  const { nowMs, delay, options } = moment;
  if (nowMs - state.cutAtMs < atLeastRtt(moment, options.cut_every_ms)) return null;
  if (delay.headMs <= delay.thresholdMs) return null;
  if (state.phase === 'track' && delay.slope < -0.1) return null;
  if (state.phase === 'drain' && !isStarvedSinceCut(state, moment)) return null;
  const capacityBps = Math.min(capacityOf(state, moment), state.rateBps);
  const delayMs = Math.max(delay.medianMs, Math.min(delay.headMs, 2 * delay.medianMs));
  return { capacityBps, delayMs };
}

/** While draining only a clean measurement may cut again: a poll under the new rate that shows less than it. */
function isStarvedSinceCut({ meter, rateBps, inEffectAtMs }: DirectionState, moment: Moment): boolean {
  const poll = newestPoll(meter, moment.nowMs);
  return (
    poll !== null &&
    inEffectAtMs !== null &&
    poll.fromMs >= inEffectAtMs - WRITE_MARGIN_MS &&
    poll.queuedBytes < moment.options.standing_bytes &&
    poll.rateBps < 0.9 * rateBps
  );
}

/**
 * What the line carries, bit/s: what passes when our queue is empty and less than the rate comes through; else what
 * the delay's growth says, since a queue that is fed S grows by S/C - 1 ms per ms.
 */
function capacityOf({ meter, rateBps }: DirectionState, { nowMs, delay, options }: Moment): number {
  const poll = newestPoll(meter, nowMs);
  return poll && poll.queuedBytes < options.standing_bytes && poll.rateBps < 0.97 * rateBps
    ? poll.rateBps
    : rateBps / (1 + Math.min(Math.max(delay.slope, 0), 3));
}
