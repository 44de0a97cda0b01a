import type { PerDirection, ProbeHealth, QueuesHealth, Sample, TelemetryFigures } from '@wanctl/core';
import type { WanView } from './wan-view.js';

/** What one WAN's health is judged by. Times are monotonic, ms. */
export interface WanReport {
  readonly name: string;
  readonly law: string;
  readonly intervalMs: number;
  readonly view: WanView;
  readonly probes: readonly (ProbeHealth & { readonly measures: Sample['kind'] })[];
  /** Name of the transport, for people. */
  readonly transport: string;
  readonly queues: QueuesHealth;
  readonly acceptedBps: PerDirection<number | null>;
  readonly lastMinute: TelemetryFigures;
  readonly sinceStart: TelemetryFigures;
}

/** When a document is made: ages come from the monotonic time, ms, names of times from the calendar. */
export interface Moment {
  readonly nowMs: number;
  readonly wall: Date;
  /** When the daemon started, monotonic, ms. */
  readonly startedAtMs: number;
}
