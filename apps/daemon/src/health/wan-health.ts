import type { Direction, PerDirection } from '@wanctl/core';
import { reasonsOf } from './reasons.js';
import type { Moment, WanReport } from './wan-report.js';
import type { WanView } from './wan-view.js';

/** One WAN in the health document; names as existing readers of that document know them. */
export type WanHealth = ReturnType<typeof wanHealth>;

/** The WAN's part of the health document. */
export function wanHealth(report: WanReport, moment: Moment) {
  const { view, acceptedBps, sinceStart } = report;
  const reasons = reasonsOf(report, moment);
  const { counters } = sinceStart;
  return {
    name: report.name,
    status: reasons.length === 0 ? ('healthy' as const) : ('degraded' as const),
    reasons,
    law: report.law,
    baseline_rtt_ms: view.assessment?.delay?.baselineMs ?? null,
    load_rtt_ms: view.assessment?.delay?.loadMs ?? null,
    download: directionHealth('download', view, acceptedBps),
    upload: directionHealth('upload', view, acceptedBps),
    measurement: measurementHealth(report, moment),
    probes: report.probes,
    router_connectivity: routerHealth(report, moment),
    cycle_budget: {
      interval_ms: report.intervalMs,
      cycle_time_ms: report.lastMinute.stages['tick'] ?? null,
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

function directionHealth(
  direction: Direction,
  { assessment }: WanView,
  acceptedBps: PerDirection<number | null>,
) {
  const mbps = (bps: number | null | undefined) => (bps === null || bps === undefined ? null : bps / 1e6);
  return {
    state: assessment?.[direction].zone ?? null,
    state_reason: assessment?.[direction].reason.text ?? null,
    /** What the router is known to have. */
    current_rate_mbps: mbps(acceptedBps[direction]),
    wanted_rate_mbps: mbps(assessment?.[direction].rateBps),
  };
}

function measurementHealth({ view, probes }: WanReport, { nowMs }: Moment) {
  const probe = probes.find(({ measures }) => measures === 'rtt');
  const reflectors = [...view.sources].map(([host, { rttMs, answeredAtMs, answered, lost }]) => ({
    host,
    rtt_ms: rttMs,
    age_sec: secondsBetween(answeredAtMs, nowMs),
    answered,
    lost,
  }));
  const newest = reflectors
    .filter(({ age_sec }) => age_sec !== null)
    .sort((a, b) => Number(a.age_sec) - Number(b.age_sec))[0];
  return {
    available: probe?.state === 'healthy' || probe?.state === 'reduced',
    state: probe?.state ?? null,
    detail: probe?.detail ?? '',
    backend: probe?.engine ?? null,
    raw_rtt_ms: newest?.rtt_ms ?? null,
    staleness_sec: newest?.age_sec ?? null,
    reflectors,
  };
}

function routerHealth({ transport, queues }: WanReport, { nowMs, wall }: Moment) {
  const { faults, waiting, acceptedAtMs, checkedAtMs, asBelieved } = queues;
  const oldestMs = waiting.length === 0 ? null : Math.min(...waiting.map(({ sinceMs }) => sinceMs));
  return {
    transport,
    is_reachable: faults.failures === 0,
    consecutive_failures: faults.failures,
    last_failure_type: faults.last?.kind ?? null,
    last_failure_time: faults.last && new Date(wall.getTime() - (nowMs - faults.last.atMs)).toISOString(),
    outage_duration_seconds: faults.failures === 0 ? null : secondsBetween(faults.sinceMs, nowMs),
    pending_writes: waiting.length,
    oldest_pending_seconds: secondsBetween(oldestMs, nowMs),
    last_accepted_write_seconds: secondsBetween(acceptedAtMs, nowMs),
    limits_checked_seconds: secondsBetween(checkedAtMs, nowMs),
    limits_as_believed: checkedAtMs === null ? null : asBelieved,
  };
}

function secondsBetween(atMs: number | null, nowMs: number): number | null {
  return atMs === null ? null : (nowMs - atMs) / 1000;
}

function perHour(amount: number, durationMs: number): number {
  return Math.round((amount / Math.max(1, durationMs)) * 3_600_000);
}
