import type { Direction, PerDirection } from '@wanctl/core';
import { loopHealth, routerHealth, secondsBetween } from './loop-health.js';
import type { Moment } from './loop-report.js';
import { reasonText } from './reason-text.js';
import type { WanReport } from './wan-report.js';

/** One WAN in the health document; names as existing readers of that document know them. */
export type WanHealth = ReturnType<typeof wanHealth>;

/** The WAN's part of the health document. */
export function wanHealth(report: WanReport, moment: Moment) {
  const { view, acceptedBps } = report;
  return {
    ...loopHealth(report, moment, 'tick'),
    law: report.law,
    baseline_rtt_ms: view.assessment?.delay?.baselineMs ?? null,
    load_rtt_ms: view.assessment?.delay?.loadMs ?? null,
    download: directionHealth('download', view, acceptedBps),
    upload: directionHealth('upload', view, acceptedBps),
    measurement: measurementHealth(report, moment),
    router_connectivity: limitsHealth(report, moment),
  };
}

function directionHealth(
  direction: Direction,
  { assessment, limitsBps }: WanReport['view'],
  acceptedBps: PerDirection<number | null>,
) {
  const mbps = (bps: number | null | undefined) => (bps === null || bps === undefined ? null : bps / 1e6);
  return {
    state: assessment?.[direction].zone ?? null,
    state_reason: assessment && reasonText(assessment[direction].reason, limitsBps[direction]),
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

function limitsHealth({ transport, faults, queues }: WanReport, moment: Moment) {
  const { nowMs } = moment;
  const { waiting, acceptedAtMs, checkedAtMs, asBelieved, budget } = queues;
  const oldestMs = waiting.length === 0 ? null : Math.min(...waiting.map(({ sinceMs }) => sinceMs));
  return {
    ...routerHealth(transport, faults, moment),
    pending_writes: waiting.length,
    oldest_pending_seconds: secondsBetween(oldestMs, nowMs),
    last_accepted_write_seconds: secondsBetween(acceptedAtMs, nowMs),
    /** Within the last hour; each write ends up on the router's flash. */
    writes_per_hour: budget.used,
    write_budget_per_hour: budget.perHour,
    /** Raises of a limit are kept so far apart, the farther the less is left of the budget; null: there are none. */
    raise_every_seconds: budget.raiseEveryMs === null ? null : budget.raiseEveryMs / 1000,
    limits_checked_seconds: secondsBetween(checkedAtMs, nowMs),
    limits_as_believed: checkedAtMs === null ? null : asBelieved,
  };
}
