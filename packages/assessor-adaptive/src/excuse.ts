import type { DirectionState } from './direction-state.js';
import type { Moment } from './moment.js';

/** How long an upload that was not the cause is no suspect, ms. */
const EXCUSED_MS = 2000;
/** A delay that is still above this share of what it was has not been cured. */
const UNCURED = 0.8;

/** True when the upload's drain has ended and cured nothing, though the download was a suspect too. */
export function isInnocent({ code, disputed, cutDelayMs }: DirectionState, { delay }: Moment): boolean {
  const { headMs, thresholdMs } = delay;
  return code === 'release' && disputed && headMs >= thresholdMs && headMs > UNCURED * cutDelayMs;
}

/** Gives the upload its rate back and leaves it alone for a while, so that the download has its turn. */
export function excuse(upload: DirectionState, { nowMs }: Moment): DirectionState {
  const rateBps = Math.max(upload.rateBps, 0.95 * upload.cutFromBps);
  return { ...upload, code: 'excuse', rateBps, excusedUntilMs: nowMs + EXCUSED_MS };
}
