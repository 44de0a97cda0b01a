import { isJsonObject, type Json, type JsonObject } from '@wanctl/core';
import type { DirectionLaw, DirectionState } from './direction-law.js';

/** All that the law remembers. */
export interface ZonesState {
  readonly download: DirectionState;
  readonly upload: DirectionState;
  readonly baselineMs: number;
  /** Smoothed RTT. */
  readonly loadMs: number;
  /** Monotonic time of the last tick with a measurement; null before the first. */
  readonly measuredAtMs: number | null;
  /** Monotonic time of the last tick of any kind; null before the first. */
  readonly tickedAtMs: number | null;
}

const LONGEST_PLAUSIBLE_RTT_MS = 10_000;

/** The state file's form of a direction, with the key names of the original program. */
export function persistDirection(state: DirectionState): JsonObject {
  return {
    green_streak: state.greenStreak,
    soft_red_streak: state.softRedStreak,
    red_streak: state.redStreak,
    current_rate: state.rateBps,
  };
}

/** The reverse of `persistDirection`; what is missing or out of range falls back or is clamped. */
export function restoreDirection(
  saved: Json | undefined,
  savedZone: Json | undefined,
  law: DirectionLaw,
): DirectionState {
  const from = isJsonObject(saved) ? saved : {};
  return {
    zone: law.borders.find(({ zone }) => zone === savedZone)?.zone ?? 'GREEN',
    greenStreak: atLeastZero(from['green_streak']),
    softRedStreak: atLeastZero(from['soft_red_streak']),
    redStreak: atLeastZero(from['red_streak']),
    rateBps: Math.trunc(
      Math.min(Math.max(finite(from['current_rate']) ?? law.ceilingBps, law.floorsBps.RED), law.ceilingBps),
    ),
  };
}

/** A stored RTT in ms, or the fallback when it cannot be one. */
export function restoreRtt(saved: Json | undefined, fallbackMs: number): number {
  const value = finite(saved);
  return value !== undefined && value > 0 && value <= LONGEST_PLAUSIBLE_RTT_MS ? value : fallbackMs;
}

function atLeastZero(value: Json | undefined): number {
  return Math.max(0, finite(value) ?? 0);
}

function finite(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
