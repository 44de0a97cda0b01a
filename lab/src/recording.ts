import type { Direction, PerDirection, Zone } from '@wanctl/core';
import type { Scenario } from './plan/scenario.js';

/** Everything that was noted of one run. Times are ms since the load began; the warm-up before it is negative. */
export interface Recording {
  readonly scenario: Scenario;
  readonly law: string;
  readonly rows: readonly Row[];
  readonly pings: readonly Ping[];
  /** Empty without a daemon. */
  readonly zones: readonly ZoneChange[];
  readonly writes: readonly Write[];
  /** Null without a daemon. */
  readonly daemon: DaemonCost | null;
  /** Of the machine over the last minute, at the end. */
  readonly loadAverage: number;
}

/** The line at one moment: about ten times a second, and whenever its capacity changes. */
export interface Row extends PerDirection<RowDirection> {
  readonly tMs: number;
  /** What a round trip takes without load, ms, jitter aside. */
  readonly lineRttMs: number;
}

/** One direction of it. */
export interface RowDirection {
  readonly capacityBps: number;
  /** Null: not limited. */
  readonly limitBps: number | null;
  /** Passed by CAKE since the line was made. */
  readonly bytes: number;
  readonly queuedBytes: number;
  /** Came out at the end of the way since the line was made. */
  readonly deliveredBytes: number;
  /** In the provider's buffer. */
  readonly bufferedBytes: number;
}

/** A limit as it was set. */
export interface Write {
  readonly tMs: number;
  readonly direction: Direction;
  /** In force until then, bit/s; null: none. */
  readonly fromBps: number | null;
  readonly bps: number | null;
}

/** A ping of an independent program: what a user feels. */
export interface Ping {
  /** When it was sent. */
  readonly tMs: number;
  /** Null: no answer within 5 s. */
  readonly rttMs: number | null;
}

/** The zones that the daemon saw from then on. */
export interface ZoneChange extends PerDirection<Zone> {
  readonly tMs: number;
}

/** What the daemon's process took. */
export interface DaemonCost {
  /** Share of one core. */
  readonly cpuShare: number;
  readonly peakRssBytes: number;
}
