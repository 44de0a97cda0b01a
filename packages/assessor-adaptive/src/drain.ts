import type { DirectionState } from './direction-state.js';
import { atLeastRtt, type Moment } from './moment.js';

/** No drain ends earlier than this after its cut, ms. */
const SHORTEST_MS = 80;
/** How long past its due time a drain may last while the delay is near the threshold, and while it is not, ms. */
const NEARLY_MS = 250;
const LONGEST_MS = 1000;

/** True when the buffer is empty, or should long have been. */
export function isDrained({ cutAtMs, drainedAtMs }: DirectionState, moment: Moment): boolean {
  const { nowMs, delay } = moment;
  const { headMs, thresholdMs } = delay;
  if (headMs < thresholdMs && nowMs - cutAtMs > atLeastRtt(moment, SHORTEST_MS)) return true;
  return nowMs >= drainedAtMs + (headMs < 2 * thresholdMs ? NEARLY_MS : LONGEST_MS);
}

/** Back to just under the capacity; further under it while delay is left. */
export function release(before: DirectionState, { delay }: Moment): DirectionState {
  const { headMs, thresholdMs } = delay;
  const { restShare, capacityBps, rateBps } = before;
  const share = headMs < thresholdMs ? restShare : Math.max(0.6, restShare - headMs / 1000);
  return {
    ...before,
    code: 'release',
    phase: 'track',
    restedS: 0,
    rateBps: Math.max(rateBps, share * (capacityBps ?? rateBps)),
  };
}
