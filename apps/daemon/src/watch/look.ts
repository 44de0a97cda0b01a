import type { Paint } from './paint.js';

/** How a screen is drawn. */
export interface Look {
  readonly columns: number;
  readonly paint: Paint;
  /** Lines that a reason may take. */
  readonly reasonRows: number;
  /** Calendar time, epoch ms. */
  readonly nowMs: number;
}
