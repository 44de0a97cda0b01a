import type { PerDirection } from './assessor.js';

/** What is configured about one WAN, whatever law steers it. */
export interface LineSettings {
  readonly wanName: string;
  /** Length of a tick in ms. */
  readonly intervalMs: number;
  /** RTT of the unloaded line to start from, ms. */
  readonly baselineRttMs: number;
  /** Reflectors as configured, in order; none when the probe has its own, and then all that answer count. */
  readonly reflectors: readonly string[];
  /** Names of the router's queues that shape it. */
  readonly queues: PerDirection<string>;
  /** Rates never leave these bounds; bit/s, integers. */
  readonly bounds: PerDirection<RateBounds>;
}

/** Lowest and highest rate of one direction; bit/s, integers. */
export interface RateBounds {
  readonly floorBps: number;
  readonly ceilingBps: number;
}
