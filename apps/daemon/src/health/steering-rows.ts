import { ago, loopRow, ms, probeRows, reasonRows } from './loop-rows.js';
import type { SteeringHealth } from './steering-health.js';

type Heard = SteeringHealth['primary'];

/** A steering's part of the status screen. */
export function steeringRows(health: SteeringHealth): string[][] {
  const { name, status, steering, cycle_budget: cycle, primary, alternates } = health;
  const dryRun = steering.mode === 'dry_run' ? ', dry run' : '';
  return [
    [name, `${status}; by ${steering.judge}${dryRun}, a decision every ${cycle.interval_ms / 1000} s`],
    ...reasonRows(health),
    ['  state', stateText(health)],
    [`  ${primary.wan}`, heardText(primary)],
    ...alternates.map((one) => [`  ${one.wan}`, `rule ${one.rule}; ${heardText(one)}`]),
    ['  signals', health.signals],
    ...probeRows(health),
    ['  guard', guardText(health)],
    ['  router', routerText(health)],
    loopRow(health),
  ];
}

/** Where new connections go, and why, in one line. */
export function stateText({ steering, on, wanted, decision }: SteeringHealth): string {
  const asked = wanted === on ? '' : `, ${wanted} is wanted`;
  return `${steering.state}: new connections go over ${on}${asked}; ${decision ?? 'no decision yet'}`;
}

function heardText({ zone, measurement, baseline_rtt_ms: baseline, heard_sec: heard }: Heard): string {
  return [
    zone ?? 'zone unknown',
    ...(measurement === null ? [] : [`measurement ${measurement}`]),
    ...(baseline === null ? [] : [`${ms(baseline)} without load`]),
    heard === null ? 'not heard of yet' : `heard of ${ago(heard)} ago`,
  ].join(', ');
}

function guardText({ moves_left, stay_sec, hands_off_sec }: SteeringHealth): string {
  return [
    `${moves_left} moves left`,
    ...(stay_sec > 0 ? [`stays for ${ago(stay_sec)}`] : []),
    ...(hands_off_sec > 0 ? [`somebody else has toggled a rule: left alone for ${ago(hands_off_sec)}`] : []),
  ].join(', ');
}

function routerText({ router_connectivity: router }: SteeringHealth): string {
  return `${router.transport}, ${router.is_reachable ? 'fine' : `failing: ${router.last_failure_type}`}`;
}
