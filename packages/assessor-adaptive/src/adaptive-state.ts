import type { DirectionState } from './direction-state.js';
import type { Trial } from './not-ours.js';
import type { Sensing } from './sensing.js';

/** All that the law remembers: immutable plain data. */
export interface AdaptiveState {
  readonly download: DirectionState;
  readonly upload: DirectionState;
  readonly sensing: Sensing;
  /** Smoothed RTT, ms. */
  readonly loadMs: number;
  /** Since when the delay has been high without a break, ms; null when it is not. */
  readonly highSinceMs: number | null;
  readonly trial: Trial | null;
  /** Monotonic time of the last tick; null before the first. */
  readonly tickedAtMs: number | null;
}
