import type { HeardWan, SteeringHealth as Steering } from '@wanctl/steering';
import { loopHealth, routerHealth } from './loop-health.js';
import type { LoopReport, Moment } from './loop-report.js';

/** What one steering's health is judged by. */
export interface SteeringReport extends LoopReport {
  readonly judge: string;
  readonly dryRun: boolean;
  readonly steering: Steering;
}

/** A baseline must have been heard of within this time, ms, or something is wrong with the primary's state file. */
const PATIENCE_MS = 30_000;

/** One steering in the health document. */
export type SteeringHealth = ReturnType<typeof steeringHealth>;

/** The steering's part of the health document. */
export function steeringHealth(report: SteeringReport, moment: Moment) {
  const { steering, judge, dryRun, faults, transport } = report;
  return {
    ...loopHealth(report, moment, 'steering', ownReasons(steering, moment)),
    steering: {
      enabled: steering.on !== steering.primary.wan,
      state: steering.state,
      mode: dryRun ? 'dry_run' : 'active',
      judge,
    },
    on: steering.on,
    wanted: steering.wanted,
    decision: steering.reason?.text ?? null,
    congestion: steering.congestion,
    signals: steering.signals,
    primary: heard(steering.primary),
    alternates: steering.alternates.map((one) => ({ ...heard(one), rule: one.rule })),
    stay_sec: steering.staySec,
    hands_off_sec: steering.handsOffSec,
    moves_left: Math.floor(steering.movesLeft),
    router_connectivity: routerHealth(transport, faults, moment),
  };
}

function ownReasons({ primary, alternates }: Steering, { nowMs, startedAtMs }: Moment): readonly string[] {
  const isPatient = nowMs - startedAtMs < PATIENCE_MS;
  const rules = alternates.filter(({ rule }) => rule === 'missing' || rule === 'ambiguous');
  return [
    ...(primary.baselineMs === null && !isPatient
      ? [`no baseline of ${primary.wan}: does its wanctl run?`]
      : []),
    ...rules.map(({ wan, rule }) => `the rule for ${wan} is ${rule} on the router`),
  ];
}

function heard({ wan, zone, measurement, baselineMs, ageMs }: HeardWan) {
  return {
    wan,
    zone,
    measurement,
    baseline_rtt_ms: baselineMs,
    heard_sec: ageMs === null ? null : ageMs / 1000,
  };
}
