/** The cycle in which the samples and weights of existing files are meant, ms. */
export const ORIGINAL_CYCLE_MS = 2000;
/** Absorbs the rounding of summed fractions of a cycle. */
const CYCLE_EPSILON = 1e-9;

/** The time that a sample stands for, ms: since the one before, but not less than an interval nor more than 2 s. */
export function sampleSpanMs(judgedAtMs: number | null, nowMs: number, intervalMs: number): number {
  const elapsedMs = judgedAtMs === null ? 0 : nowMs - judgedAtMs;
  return Math.min(Math.max(elapsedMs, intervalMs), ORIGINAL_CYCLE_MS);
}

/** True when a count of cycles has come to so many. */
export function reached(count: number, required: number): boolean {
  return count >= required - CYCLE_EPSILON;
}
