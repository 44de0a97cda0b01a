import { type DirectionLaw, within } from './direction-law.js';
import { type DirectionState, NEVER } from './direction-state.js';
import type { Moment } from './moment.js';
import { zoneOf } from './reason.js';

/** A smaller change is not worth a write, share of the rate. */
const SMALLEST = 0.01;
/** An order that the router has not taken by then is void, ms: the law goes on from what the router has. */
const VOID_AFTER_MS = 1500;

/** The direction with what the router is known to have of its order; null: it has not been reached yet. */
export function noteAccepted(
  before: DirectionState,
  acceptedBps: number | null,
  law: DirectionLaw,
  nowMs: number,
): DirectionState {
  const obeys = law.mode === 'monitor';
  const isFirst = before.wantedAtMs === NEVER && !obeys;
  if (acceptedBps === null || isFirst) return { ...before, wantedAtMs: nowMs };
  if (acceptedBps === before.rateBps) return { ...before, inEffectAtMs: before.inEffectAtMs ?? nowMs };
  if (nowMs - before.wantedAtMs < VOID_AFTER_MS && !obeys) return before;
  // 0 means unlimited.
  const rateBps = within(law, acceptedBps === 0 ? law.ceilingBps : acceptedBps);
  return { ...before, rateBps, phase: 'track', wantedAtMs: nowMs, inEffectAtMs: nowMs };
}

/** The tick's outcome as an order: whole, within bounds, worth a write, and booked as one. */
export function order(
  before: DirectionState,
  after: DirectionState,
  law: DirectionLaw,
  moment: Moment,
): DirectionState {
  const { nowMs, options } = moment;
  const { writes_burst: burst, writes_per_s: perS } = options;
  const saved = Math.min(burst, before.writes + (perS * (nowMs - before.writesAtMs)) / 1000);
  const zone = zoneOf(after, moment);
  const rateBps = within(law, after.rateBps);
  if (Math.abs(rateBps - before.rateBps) < SMALLEST * before.rateBps) {
    return { ...after, zone, rateBps: before.rateBps, writes: saved, writesAtMs: nowMs };
  }
  return {
    ...after,
    zone,
    rateBps,
    wantedAtMs: nowMs,
    inEffectAtMs: null,
    writes: saved - 1,
    writesAtMs: nowMs,
  };
}
