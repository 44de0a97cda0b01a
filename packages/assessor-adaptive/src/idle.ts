import type { DirectionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';
import type { Moment } from './moment.js';
import { newestPoll, peak } from './polls.js';

/** A direction that carries less than this share of its rate for this long is idle, ms. */
const BUSY_SHARE = 0.3;
const IDLE_AFTER_MS = 2000;
/** One on a line where nobody answers is held for longer, ms: a short outage says nothing about the capacity. */
const IDLE_WHEN_DEAD_MS = 60_000;
/** An idle one moves by this share every so often, ms. */
const STEP = 0.03;
const STEP_EVERY_MS = 2000;

/** When traffic that matters was last seen; an unknown load may be such traffic. */
export function noteBusy(before: DirectionState, { nowMs, delay }: Moment): DirectionState {
  const unknown = newestPoll(before.meter, nowMs) === null && !delay.dead;
  const busy = unknown || peak(before.meter, 'rateBps', nowMs, 1000) >= BUSY_SHARE * before.rateBps;
  return busy ? { ...before, busyAtMs: nowMs } : before;
}

/** True for a direction without traffic that matters. */
export function isIdle({ busyAtMs }: DirectionState, { nowMs, delay }: Moment): boolean {
  return nowMs - busyAtMs > (delay.dead ? IDLE_WHEN_DEAD_MS : IDLE_AFTER_MS);
}

/**
 * Moves an idle direction slowly to its base rate, never past it: what was known of the capacity grows old. Without any
 * answer it only sinks.
 */
export function drift(
  before: DirectionState,
  law: DirectionLaw,
  { nowMs, options, delay }: Moment,
): DirectionState {
  const goalBps = delay.dead ? Math.min(before.rateBps, law.baseBps) : law.baseBps;
  if (before.rateBps === goalBps || nowMs - before.wantedAtMs < STEP_EVERY_MS) return before;
  const rateBps =
    before.rateBps < goalBps
      ? Math.min(before.rateBps * (1 + STEP), goalBps)
      : Math.max(before.rateBps * (1 - STEP), goalBps);
  return {
    ...before,
    code: 'idle',
    rateBps,
    capacityBps: rateBps / before.restShare,
    plateauS: options.shortest_plateau_s,
    restedS: 0,
  };
}
