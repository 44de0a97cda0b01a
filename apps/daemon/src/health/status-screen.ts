import type { Direction } from '@wanctl/core';
import type { Health } from './health.js';
import { ago, loopRow, ms, probeRows, reasonRows } from './loop-rows.js';
import { plainTable } from './plain-table.js';
import { steeringRows } from './steering-rows.js';
import type { WanHealth } from './wan-health.js';

const LABEL_COLUMNS = 14;

/** A daemon in one line. */
export function daemonTitle({ status, version, pid, uptime_seconds, last_minute }: Health): string {
  const rss = `${(last_minute.rss_bytes / 1e6).toFixed(0)} MB`;
  return `wanctl ${version}: ${status}; process ${pid}, up ${ago(uptime_seconds)}, CPU ${last_minute.cpu_pct.toFixed(1)} %, ${rss}`;
}

/** A daemon's health on one screen, in lines of `width` columns. */
export function statusScreen(health: Health, width: number): string {
  const { wans, steerings } = health;
  const colWidths = [LABEL_COLUMNS, width - LABEL_COLUMNS];
  const tables = [...wans.map(wanRows), ...steerings.map(steeringRows)];
  return [daemonTitle(health), ...tables.map((rows) => plainTable(rows, { colWidths }))].join('\n\n');
}

function wanRows(wan: WanHealth): string[][] {
  const { name, status, law, cycle_budget: cycle } = wan;
  return [
    [name, `${status}; law "${law}", a decision every ${cycle.interval_ms / 1000} s`],
    ...reasonRows(wan),
    ['  delay', delayText(wan)],
    ['  download', directionText(wan, 'download')],
    ['  upload', directionText(wan, 'upload')],
    ...probeRows(wan),
    ['  reflectors', reflectorsText(wan)],
    ['  router', routerText(wan)],
    loopRow(wan),
  ];
}

function delayText({ measurement, load_rtt_ms, baseline_rtt_ms }: WanHealth): string {
  if (measurement.raw_rtt_ms === null) return 'not measured yet';
  const smoothed =
    load_rtt_ms === null || baseline_rtt_ms === null
      ? ''
      : `; smoothed ${ms(load_rtt_ms)}, without load ${ms(baseline_rtt_ms)}`;
  return `${ms(measurement.raw_rtt_ms)}, ${ago(measurement.staleness_sec)} ago${smoothed}`;
}

function directionText(wan: WanHealth, direction: Direction): string {
  const { state, state_reason, current_rate_mbps, wanted_rate_mbps } = wan[direction];
  const current = current_rate_mbps === null ? 'limit unknown' : `${mbps(current_rate_mbps)}`;
  const wanted = wanted_rate_mbps === current_rate_mbps ? '' : `, wanted ${mbps(wanted_rate_mbps)}`;
  return state === null ? `${current}, no decision yet` : `${state}, ${current}${wanted}; ${state_reason}`;
}

function reflectorsText({ measurement }: WanHealth): string {
  const texts = measurement.reflectors.map(({ host, rtt_ms, age_sec, lost }) => {
    const missing = lost > 0 ? ` (${lost} lost)` : '';
    return rtt_ms === null
      ? `${host} no answer${missing}`
      : `${host} ${ms(rtt_ms)} ${ago(age_sec)} ago${missing}`;
  });
  return texts.join(', ') || 'none has answered yet';
}

function routerText({ router_connectivity: router }: WanHealth): string {
  const { transport, is_reachable, last_failure_type, last_accepted_write_seconds, limits_checked_seconds } =
    router;
  const asBelieved = router.limits_as_believed ? 'as believed' : 'not as believed';
  return [
    transport,
    is_reachable ? 'fine' : `failing: ${last_failure_type}`,
    last_accepted_write_seconds === null
      ? 'nothing written'
      : `last write ${ago(last_accepted_write_seconds)} ago`,
    limits_checked_seconds === null
      ? 'not read yet'
      : `limits ${asBelieved} ${ago(limits_checked_seconds)} ago`,
    ...(router.writes_per_hour > 0 ? [budgetText(router)] : []),
    ...(router.pending_writes > 0 ? [`${router.pending_writes} to write`] : []),
  ].join(', ');
}

function budgetText({ writes_per_hour: used, ...router }: WanHealth['router_connectivity']): string {
  const { write_budget_per_hour: budget, raise_every_seconds: gap } = router;
  const spared = gap === null ? ', no raises for now' : gap > 1 ? `, a raise every ${gap.toFixed(0)} s` : '';
  return `${used} of ${budget} writes in the last hour${spared}`;
}

function mbps(value: number | null): string {
  return `${Number((value ?? 0).toFixed(1))} Mbit/s`;
}
