import type { Reason, Zone } from '@wanctl/core';
import type { ZonesOptions } from './zones-options.js';

/** GREEN must have lasted this many cycles of 2 s before the rate rises. */
const GREEN_CONFIRM_CYCLES = 5;
/** SOFT_RED counts as YELLOW until it has lasted this many cycles of 2 s. */
const SOFT_RED_CONFIRM_CYCLES = 3;
/** Absorbs the rounding of summed fractions of a cycle. */
const CYCLE_EPSILON = 1e-9;

/** The law of one direction as data. Download and upload differ only in it. */
export interface DirectionLaw {
  /** From worst to best; the first whose limit is exceeded applies, GREEN when none is. */
  readonly borders: readonly { readonly zone: Zone; readonly aboveMs: number }[];
  readonly floorsBps: Readonly<Record<Zone, number>>;
  readonly ceilingBps: number;
  readonly stepUpBps: number;
  readonly factorDown: number;
}

/** What the law remembers of one direction. Streaks count cycles of 2 s in the present zone. */
export interface DirectionState {
  readonly zone: Zone;
  readonly greenStreak: number;
  readonly softRedStreak: number;
  readonly redStreak: number;
  readonly rateBps: number;
}

/** Download has four zones, each with its floor. */
export function downloadLaw({ download, thresholds }: ZonesOptions): DirectionLaw {
  return {
    borders: [
      { zone: 'RED', aboveMs: thresholds.hardRedBloatMs },
      { zone: 'SOFT_RED', aboveMs: thresholds.warnBloatMs },
      { zone: 'YELLOW', aboveMs: thresholds.targetBloatMs },
    ],
    floorsBps: {
      GREEN: download.floorGreenBps,
      YELLOW: download.floorYellowBps,
      SOFT_RED: download.floorSoftRedBps,
      RED: download.floorRedBps,
    },
    ceilingBps: download.ceilingBps,
    stepUpBps: download.stepUpBps,
    factorDown: download.factorDown,
  };
}

/** Upload has three zones and one floor: its green and yellow floors never acted, and existing files rely on it. */
export function uploadLaw({ upload, thresholds }: ZonesOptions): DirectionLaw {
  const floor = upload.floorRedBps;
  return {
    borders: [
      { zone: 'RED', aboveMs: thresholds.warnBloatMs },
      { zone: 'YELLOW', aboveMs: thresholds.targetBloatMs },
    ],
    floorsBps: { GREEN: floor, YELLOW: floor, SOFT_RED: floor, RED: floor },
    ceilingBps: upload.ceilingBps,
    stepUpBps: upload.stepUpBps,
    factorDown: upload.factorDown,
  };
}

/**
 * One step of a direction. `cycles` is the time it stands for in units of 2 s; at exactly 1 the arithmetic is
 * that of the original program, bit for bit.
 */
export function stepDirection(
  law: DirectionLaw,
  before: DirectionState,
  deltaMs: number,
  cycles: number,
): { state: DirectionState; reason: Reason } {
  const raw = law.borders.find(({ aboveMs }) => deltaMs > aboveMs)?.zone ?? 'GREEN';
  const greenStreak = raw === 'GREEN' ? before.greenStreak + cycles : 0;
  const softRedStreak = raw === 'SOFT_RED' ? before.softRedStreak + cycles : 0;
  const redStreak = raw === 'RED' ? before.redStreak + cycles : 0;
  const zone = raw === 'SOFT_RED' && !reached(softRedStreak, SOFT_RED_CONFIRM_CYCLES) ? 'YELLOW' : raw;

  let wanted = before.rateBps;
  if (zone === 'RED') wanted = Math.trunc(wanted * law.factorDown ** cycles);
  else if (zone === 'GREEN' && reached(greenStreak, GREEN_CONFIRM_CYCLES)) wanted += law.stepUpBps * cycles;
  const rateBps = Math.trunc(Math.min(Math.max(wanted, law.floorsBps[zone]), law.ceilingBps));

  const state = { zone, greenStreak, softRedStreak, redStreak, rateBps };
  return { state, reason: explain(before, state, deltaMs) };
}

function reached(streak: number, cycles: number): boolean {
  return streak >= cycles - CYCLE_EPSILON;
}

function explain(before: DirectionState, after: DirectionState, deltaMs: number): Reason {
  const figures = `${after.zone}, ${deltaMs.toFixed(1)} ms over the baseline`;
  if (after.rateBps < before.rateBps) return { code: 'cut', text: `cut: ${figures}` };
  if (after.rateBps === before.rateBps) return { code: 'hold', text: `held: ${figures}` };
  const lifted = after.zone !== 'GREEN' || after.greenStreak < GREEN_CONFIRM_CYCLES - CYCLE_EPSILON;
  return lifted
    ? { code: 'floor', text: `lifted to the ${after.zone} floor: ${figures}` }
    : { code: 'raise', text: `raised: ${figures}` };
}
