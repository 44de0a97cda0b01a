import type { DirectionState } from './direction-state.js';
import type { Evidence } from './judgement.js';
import type { Moment } from './moment.js';

/**
 * Our queue stands at S and the delay stays nevertheless: senders that replace what CAKE drops keep the line's buffer
 * full although S is below the capacity. A few small cuts cure that.
 */
export function isTrimDue({ cutAtMs, trims }: DirectionState, { nowMs, delay, options }: Moment): boolean {
  const sinceMs = Math.max(delay.highSinceMs ?? nowMs, cutAtMs);
  return (
    nowMs - sinceMs > options.trim_every_ms &&
    trims < options.most_trims &&
    delay.headMs > 1.2 * delay.thresholdMs &&
    delay.slope > -0.1
  );
}

/** What a trim rests on: the capacity that is known, a little less each time; our standing queue shows that S is not above it. */
export function trimOf({ rateBps, capacityBps }: DirectionState, { delay, options }: Moment): Evidence {
  return { capacityBps: options.trim_share * Math.max(rateBps, capacityBps ?? 0), delayMs: delay.headMs };
}
