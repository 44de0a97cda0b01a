import type { CounterSample, RateBounds } from '@wanctl/core';
import type { CakeAutorateOptions } from './options.js';

/** What the law remembers of a direction. */
export interface DirectionState {
  readonly rateBps: number;
  /** Of the last cut for bufferbloat, ms; null: none yet. */
  readonly cutAtMs: number | null;
  /** Of the last step towards the base, ms. */
  readonly driftAtMs: number | null;
  /** The last reading of the counters that a rate was made of. */
  readonly reading: { readonly atMs: number; readonly bytes: number } | null;
  /** Achieved rate; null: not known. */
  readonly achievedBps: number | null;
  /** That rate has not raised the limit yet. */
  readonly fresh: boolean;
}

/** What one answer did to a direction. */
export interface Step {
  readonly state: DirectionState;
  readonly code: 'bufferbloat' | 'high-load' | 'low-load' | 'hold';
}

const LATE_FOR_BLOAT = 3;
const REFRACTORY_MS = 300;
const DRIFT_EVERY_MS = 1000;
const DRIFT = 0.01;
const RATE_OVER_MS = 200;
const HIGH_LOAD = 0.75;
const LEAST_CUT = 0.99;
const FULL_CUT = 0.75;
const FULL_RAISE = 0.04;
const PACKET_BITS = 1500 * 8;

/** Makes a rate of the counters' readings, each 200 ms or more after the one before. */
export function addReadings(before: DirectionState, counters: readonly CounterSample[]): DirectionState {
  let state = before;
  for (const { atMs, bytes } of counters) {
    const { reading } = state;
    const sinceMs = reading ? atMs - reading.atMs : 0;
    const passed = reading ? bytes - reading.bytes : -1;
    if (passed >= 0 && sinceMs < RATE_OVER_MS) continue;
    const achievedBps = passed >= 0 ? (passed * 8000) / sinceMs : null;
    state = { ...state, reading: { atMs, bytes }, achievedBps, fresh: passed >= 0 };
  }
  return state;
}

/** One turn, which each answer of a reflector brings. */
export function step(
  state: DirectionState,
  windowMs: readonly number[],
  nowMs: number,
  bounds: RateBounds,
  baseBps: number,
  { late_ms, full_raise_ms, full_cut_ms }: CakeAutorateOptions,
): Step {
  // A packet takes that long on a slow line, which is no queue.
  const packetMs = (PACKET_BITS * 1000) / state.rateBps;
  const meanMs = windowMs.reduce((sum, ms) => sum + ms, 0) / windowMs.length - packetMs;
  const rested = state.cutAtMs === null || nowMs - state.cutAtMs > REFRACTORY_MS;
  const to = (rateBps: number) => Math.round(Math.min(bounds.ceilingBps, Math.max(bounds.floorBps, rateBps)));

  if (windowMs.filter((ms) => ms - packetMs > late_ms).length >= LATE_FOR_BLOAT) {
    if (!rested) return { state, code: 'hold' };
    const severity = clamp01((meanMs - late_ms) / (full_cut_ms - late_ms));
    const factor = LEAST_CUT - severity * (LEAST_CUT - FULL_CUT);
    return { state: { ...state, rateBps: to(state.rateBps * factor), cutAtMs: nowMs }, code: 'bufferbloat' };
  }
  if (state.achievedBps !== null && state.achievedBps > HIGH_LOAD * state.rateBps) {
    if (!state.fresh || !rested) return { state, code: 'hold' };
    const calm = clamp01((late_ms - meanMs) / (late_ms - full_raise_ms));
    const rateBps = to(state.rateBps * (1 + calm * FULL_RAISE));
    return { state: { ...state, rateBps, fresh: false }, code: 'high-load' };
  }
  if (state.driftAtMs !== null && nowMs - state.driftAtMs < DRIFT_EVERY_MS) return { state, code: 'hold' };
  const rateBps = to(drift(state.rateBps, baseBps));
  return { state: { ...state, rateBps, driftAtMs: nowMs }, code: 'low-load' };
}

/** A step of one per cent towards the base, not past it. */
function drift(rateBps: number, baseBps: number): number {
  return rateBps > baseBps
    ? Math.max(baseBps, rateBps * (1 - DRIFT))
    : Math.min(baseBps, rateBps * (1 + DRIFT));
}

function clamp01(value: number): number {
  return Math.min(1, Math.max(0, value));
}
