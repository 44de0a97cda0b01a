import { checkCommon, checkLooseNumber, checkSwitch } from './common-checks.js';
import type { MonitoringSection, ThresholdsSection } from './monitoring-schema.js';
import { checkAscending, checkRates } from './rate-checks.js';
import type { Report } from './report.js';
import { checkSafe } from './safe.js';
import {
  BASELINE_UPDATE_THRESHOLD_MS,
  HARD_RED_BLOAT_MS,
  isReflector,
  WAN_TIMEOUTS_SEC,
} from './to-wan-settings.js';
import { isMapping, isTruthy, toNumber } from './values.js';
import type { WanFile } from './wan-schema.js';

const MONITORING = ['continuous_monitoring'];

/**
 * Reports what no rule of a single key can see in a WAN file, and what the Python original accepts but can
 * hardly be meant. Fields that were reported wrong before may hold anything.
 */
export function checkWan(file: WanFile, report: Report): void {
  checkCommon(file, WAN_TIMEOUTS_SEC, report);
  const { queues, continuous_monitoring: monitoring, state_file: stateFile } = file;
  if (queues.download !== undefined && queues.download === queues.upload) {
    report.warn(['queues', 'upload'], 'is the download queue too; both directions share one limit then');
  }
  if (stateFile === '' || typeof (stateFile ?? '') !== 'string') {
    report.warn(['state_file'], 'should be a path in quotes; the state is kept beside the lock');
  }
  checkRates(monitoring.download, [...MONITORING, 'download'], report);
  checkRates(monitoring.upload, [...MONITORING, 'upload'], report);
  checkThresholds(monitoring.thresholds, report);
  checkSafe(file.safe, monitoring, report);
  const { kind = 'icmp', hosts } = file.probe ?? {};
  const needsHosts = kind === 'icmp' && hosts === undefined;
  checkMeasurement(monitoring, needsHosts, report);
  const law = isMapping(file.controller) ? file.controller['name'] : file.controller;
  if (law === 'adaptive' && needsHosts) checkAgreement(monitoring, report);
}

function checkThresholds(thresholds: ThresholdsSection, report: Report): void {
  const path = [...MONITORING, 'thresholds'];
  const values: Record<string, unknown> = { hard_red_bloat_ms: HARD_RED_BLOAT_MS, ...thresholds };
  const order = ['target_bloat_ms', 'warn_bloat_ms', 'hard_red_bloat_ms'];
  checkAscending(order, (key) => toNumber(values[key]), { path, report, equal: false });
  for (const average of ['baseline', 'load'] as const) {
    const timeConstant = `${average}_time_constant_sec` as const;
    const alpha = `alpha_${average}` as const;
    if (thresholds[timeConstant] === undefined || thresholds[alpha] === undefined) continue;
    report.warn([...path, alpha], `is ignored because ${timeConstant} is there`);
  }
  checkLooseNumber(thresholds.baseline_update_threshold_ms, Number.NEGATIVE_INFINITY, {
    path: [...path, 'baseline_update_threshold_ms'],
    otherwise: BASELINE_UPDATE_THRESHOLD_MS,
    report,
  });
}

/** The law `adaptive` believes a delay that two reflectors agree on. */
function checkAgreement({ ping_hosts: hosts }: MonitoringSection, report: Report): void {
  const path = [...MONITORING, 'ping_hosts'];
  if (report.failed(path) || new Set(hosts.filter(isReflector)).size !== 1) return;
  report.warn(path, 'holds one host, and the law "adaptive" cuts only when two agree; name four');
}

function checkMeasurement(monitoring: MonitoringSection, needsHosts: boolean, report: Report): void {
  if (monitoring.enabled === false) {
    report.warn([...MONITORING, 'enabled'], 'has no effect; to steer no longer, stop the service');
  }
  const median = monitoring.use_median_of_three;
  checkSwitch(median, [...MONITORING, 'use_median_of_three'], report);
  const path = [...MONITORING, 'ping_hosts'];
  if (report.failed(path)) return;
  monitoring.ping_hosts.forEach((host, index) => {
    if (isReflector(host)) return;
    report.warn([...path, String(index)], 'is left out: not a host name or address in text');
  });
  const usable = monitoring.ping_hosts.filter(isReflector).length;
  if (!needsHosts) return;
  if (usable === 0) report.warn(path, 'holds no host to measure against, so nothing can be steered');
  else if (isTruthy(median) && usable < 3) {
    report.warn(path, 'holds fewer than three hosts: the first alone is used, without a median');
  }
}
