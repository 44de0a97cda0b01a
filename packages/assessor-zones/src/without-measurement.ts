import type { PerDirection, Reason, Turn } from '@wanctl/core';
import { assessmentOf } from './assessment.js';
import type { DirectionLaw, DirectionState } from './direction-law.js';
import type { ZonesState } from './zones-state.js';

/** Rates are held this long when no answer comes, ms: a short outage says nothing about the line's capacity. */
const HOLD_MS = 60_000;
/** After that a rate above its safe value sinks towards it by this share of the ceiling per second. */
const SINK_PER_SECOND = 0.01;

const BLIND: Reason = {
  code: 'no-measurement',
  text: 'no reflector answers: sinking slowly to the safe rate',
};

/**
 * The turn of a tick without an answer: hold, then sink slowly to the GREEN floor, the rate that the owner
 * considers safe on a calm line. A rate below it stays: nobody knows whether there is room.
 */
export function withoutMeasurement(
  before: ZonesState,
  nowMs: number,
  laws: PerDirection<DirectionLaw>,
): Turn<ZonesState> {
  const state = { ...before, tickedAtMs: nowMs };
  const { measuredAtMs, tickedAtMs } = before;
  if (measuredAtMs === null || tickedAtMs === null || nowMs - measuredAtMs <= HOLD_MS) {
    return { state, assessment: null };
  }
  const seconds = (nowMs - tickedAtMs) / 1000;
  const sunk = {
    ...state,
    download: sink(before.download, laws.download, seconds),
    upload: sink(before.upload, laws.upload, seconds),
  };
  return { state: sunk, assessment: assessmentOf(sunk, BLIND, BLIND, null) };
}

function sink(before: DirectionState, law: DirectionLaw, seconds: number): DirectionState {
  const safeBps = Math.min(before.rateBps, law.floorsBps.GREEN);
  const sunkBps = before.rateBps - law.ceilingBps * SINK_PER_SECOND * seconds;
  return { ...before, rateBps: Math.trunc(Math.max(safeBps, sunkBps)) };
}
