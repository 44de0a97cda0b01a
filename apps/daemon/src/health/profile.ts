import {
  type Clock,
  figuresBetween,
  NOTHING_NOTED,
  type Telemetry,
  type TelemetryFigures,
  type TelemetryMark,
} from '@wanctl/core';

/** A part of the daemon that keeps telemetry. */
export interface Metered {
  readonly kind: 'wan' | 'steering' | 'router';
  readonly name: string;
  readonly telemetry: Telemetry;
}

/** What the daemon and the process had done up to one moment. Plain data, so that it can travel. */
export interface ProfileMark {
  readonly pid: number;
  /** Monotonic time, ms. */
  readonly at_ms: number;
  /** Time on a CPU, user and system, ms. */
  readonly cpu_ms: number;
  readonly rss_bytes: number;
  readonly parts: readonly { readonly kind: string; readonly name: string; readonly noted: TelemetryMark }[];
}

/** What the daemon and the process did in a period; stages in ms. */
export interface Profile {
  readonly period_seconds: number;
  /** Of one core. */
  readonly cpu_pct: number;
  /** At the end of the period. */
  readonly rss_bytes: number;
  readonly parts: readonly ProfilePart[];
}

export interface ProfilePart extends TelemetryFigures {
  readonly kind: string;
  readonly name: string;
}

/** A mark of this process now. */
export function takeMark(metered: readonly Metered[], clock: Clock): ProfileMark {
  const { user, system } = process.cpuUsage();
  return {
    pid: process.pid,
    at_ms: clock.now(),
    cpu_ms: (user + system) / 1000,
    rss_bytes: process.memoryUsage.rss(),
    parts: metered.map(({ kind, name, telemetry }) => ({ kind, name, noted: telemetry.mark() })),
  };
}

/** What was done between two marks of one process. */
export function profileBetween(before: ProfileMark, after: ProfileMark): Profile {
  const periodMs = Math.max(1, after.at_ms - before.at_ms);
  return {
    period_seconds: periodMs / 1000,
    cpu_pct: ((after.cpu_ms - before.cpu_ms) / periodMs) * 100,
    rss_bytes: after.rss_bytes,
    // The parts of a process stay the same, in the same order.
    parts: after.parts.map(({ kind, name, noted }, index) => ({
      kind,
      name,
      ...figuresBetween(before.parts[index]?.noted ?? NOTHING_NOTED, noted),
    })),
  };
}

/** The figures of one part; empty when the profile has no such part. */
export function partOf({ parts }: Profile, kind: string, name: string): TelemetryFigures {
  return parts.find((part) => part.kind === kind && part.name === name) ?? { stages: {}, counters: {} };
}
