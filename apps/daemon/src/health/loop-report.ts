import type { Faults, ProbeHealth, Sample, TelemetryFigures } from '@wanctl/core';

/** What the health of a WAN's or a steering's loop is judged by. Times are monotonic, ms. */
export interface LoopReport {
  readonly name: string;
  readonly intervalMs: number;
  /** Why another process runs the loop while this one stands by; null when this one runs it. */
  readonly standsBy: string | null;
  /** When the loop last turned; null before the first time. */
  readonly tickedAtMs: number | null;
  readonly probes: readonly MeasuringHealth[];
  /** Name of the transport, for people. */
  readonly transport: string;
  /** Router calls that failed. */
  readonly faults: Faults;
  readonly lastMinute: TelemetryFigures;
  readonly sinceStart: TelemetryFigures;
}

/** A probe's health and what it measures. */
export type MeasuringHealth = ProbeHealth & { readonly measures: Sample['kind'] };

/** When a document is made: ages come from the monotonic time, ms, names of times from the calendar. */
export interface Moment {
  readonly nowMs: number;
  readonly wall: Date;
  /** When the daemon started, monotonic, ms. */
  readonly startedAtMs: number;
}
