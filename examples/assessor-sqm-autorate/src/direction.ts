import type { CounterSample, RateBounds } from '@wanctl/core';
import type { SqmAutorateOptions } from './options.js';

/** What the law remembers of a direction. */
export interface DirectionState {
  readonly rateBps: number;
  /** Rates that were achieved while the delay was good. */
  readonly safeBps: readonly number[];
  /** Where the next safe rate goes. */
  readonly slot: number;
  /** Counters at the last turn and now. */
  readonly lastReading: Reading | null;
  readonly reading: Reading | null;
}

interface Reading {
  readonly atMs: number;
  readonly bytes: number;
}

/** What a turn did to a direction. */
export interface Step {
  readonly state: DirectionState;
  readonly code: 'no-answer' | 'high-delay' | 'high-load' | 'hold';
}

const SLOTS = 100;
const FLOOR_SHARE = 0.2;
const START_SHARE = 0.6;
/** The safe rates that it starts with lie evenly between these shares of the base. */
const [LEAST_SAFE, MOST_SAFE] = [0.75, 0.95];

/** The state to start from, at a rate or, without one, where the law starts. */
export function startAt(rateBps: number | null, bounds: RateBounds, baseBps: number): DirectionState {
  const safeBps = Array.from({ length: SLOTS }, (_, slot) =>
    Math.round(baseBps * (LEAST_SAFE + ((MOST_SAFE - LEAST_SAFE) * slot) / (SLOTS - 1))),
  );
  const start = limited(rateBps ?? START_SHARE * baseBps, bounds, baseBps);
  return { rateBps: start, safeBps, slot: 0, lastReading: null, reading: null };
}

/** Takes the newest reading of the counters. */
export function addReadings(state: DirectionState, counters: readonly CounterSample[]): DirectionState {
  const newest = counters.at(-1);
  return newest ? { ...state, reading: { atMs: newest.atMs, bytes: newest.bytes } } : state;
}

/** One turn, every 0.5 s. `chance` is from 0 to 1. */
export function step(
  before: DirectionState,
  delayMs: number | null,
  chance: number,
  bounds: RateBounds,
  { base_share, delay_ms, high_load }: SqmAutorateOptions,
): Step {
  const baseBps = base_share * bounds.ceilingBps;
  const load = loadOf(before);
  const { rateBps, safeBps, slot } = before;
  const state = { ...before, lastReading: before.reading };
  const to = (bps: number) => limited(bps, bounds, baseBps);
  if (delayMs === null) return { state: { ...state, rateBps: to(0) }, code: 'no-answer' };
  if (delayMs > delay_ms) {
    const safe = safeBps[Math.floor(chance * safeBps.length)] ?? rateBps;
    return { state: { ...state, rateBps: to(Math.min(0.9 * rateBps * load, safe)) }, code: 'high-delay' };
  }
  if (load <= high_load) return { state, code: 'hold' };
  const safe = safeBps.with(slot, Math.floor(rateBps * load));
  const room = Math.max(0, 1 - rateBps / Math.max(...safe));
  const raised = to(rateBps * (1 + 0.1 * room) + 0.03 * baseBps);
  return { state: { ...state, rateBps: raised, safeBps: safe, slot: (slot + 1) % SLOTS }, code: 'high-load' };
}

/** Achieved rate since the last turn, of the limit; 0 when it is not known. */
function loadOf({ rateBps, lastReading, reading }: DirectionState): number {
  if (!lastReading || !reading || reading.bytes < lastReading.bytes || reading.atMs <= lastReading.atMs)
    return 0;
  return ((reading.bytes - lastReading.bytes) * 8000) / (reading.atMs - lastReading.atMs) / rateBps;
}

function limited(bps: number, { floorBps, ceilingBps }: RateBounds, baseBps: number): number {
  const floor = Math.max(floorBps, FLOOR_SHARE * baseBps);
  return Math.round(Math.min(ceilingBps, Math.max(floor, bps)));
}
