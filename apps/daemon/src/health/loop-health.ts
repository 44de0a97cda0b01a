import type { Faults } from '@wanctl/core';
import type { LoopReport, Moment } from './loop-report.js';
import { reasonsOf } from './reasons.js';

/** What the health document tells of every loop, a WAN's or a steering's; `stage` is what its turns are recorded as. */
export function loopHealth(report: LoopReport, moment: Moment, stage: string, more: readonly string[] = []) {
  const reasons = [...reasonsOf(report, moment), ...more];
  const { counters } = report.sinceStart;
  return {
    name: report.name,
    status: reasons.length === 0 ? ('healthy' as const) : ('degraded' as const),
    reasons,
    probes: report.probes,
    cycle_budget: {
      interval_ms: report.intervalMs,
      cycle_time_ms: report.lastMinute.stages[stage] ?? null,
      overrun_count: counters['ticks.missed'] ?? 0,
      failed_count: counters['ticks.failed'] ?? 0,
    },
    state: {
      saves: counters['state.saves'] ?? 0,
      save_failures: counters['state.save-failures'] ?? 0,
      bytes_per_hour: perHour(counters['state.bytes'] ?? 0, moment.nowMs - moment.startedAtMs),
    },
  };
}

/** What it tells of every loop's router. */
export function routerHealth(transport: string, faults: Faults, { nowMs, wall }: Moment) {
  return {
    transport,
    is_reachable: faults.failures === 0,
    consecutive_failures: faults.failures,
    last_failure_type: faults.last?.kind ?? null,
    last_failure_time: faults.last && new Date(wall.getTime() - (nowMs - faults.last.atMs)).toISOString(),
    outage_duration_seconds: faults.failures === 0 ? null : secondsBetween(faults.sinceMs, nowMs),
  };
}

/** Seconds from a time to a later one, ms both; null when there is none. */
export function secondsBetween(atMs: number | null, nowMs: number): number | null {
  return atMs === null ? null : (nowMs - atMs) / 1000;
}

/** An amount of so many ms as one of an hour, rounded. */
function perHour(amount: number, durationMs: number): number {
  return Math.round((amount / Math.max(1, durationMs)) * 3_600_000);
}
