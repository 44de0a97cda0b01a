import type { AdaptiveOptions } from './adaptive-options.js';
import type { Delay } from './delay.js';

/** What both directions are judged by in one tick. */
export interface Moment {
  readonly nowMs: number;
  /** Since the previous tick, s; 0 at the first, at most 0.5. */
  readonly elapsedS: number;
  readonly delay: Delay;
  /** RTT of the unloaded line, ms. */
  readonly baselineMs: number;
  readonly options: AdaptiveOptions;
}

/** A time meant for lines of 20 ms, made long enough for this one's RTT, ms: no cut shows its effect earlier. */
export function atLeastRtt({ baselineMs }: Moment, spanMs: number): number {
  return Math.max(spanMs, baselineMs + 40);
}
