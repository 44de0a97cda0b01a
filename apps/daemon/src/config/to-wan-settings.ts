import { dirname, join, parse } from 'node:path';
import type { ProbeSettings } from './common-settings.js';
import { toHealthCheck } from './health-check.js';
import { defaultsOf } from './law-defaults.js';
import type { MonitoringSection, ThresholdsSection } from './monitoring-schema.js';
import { toLawDirection } from './rates.js';
import { toSafe } from './safe.js';
import {
  toLoggingSettings,
  toNamedSettings,
  toProbeSettings,
  toRouterSettings,
  toTimeoutMs,
} from './to-common-settings.js';
import { isTruthy, looseNumber, toNumber, type YamlNumber } from './values.js';
import type { HistorySection, WanFile } from './wan-schema.js';
import type { HistorySettings, LawSettings, LawThresholds, WanSettings } from './wan-settings.js';

/** Timeouts of a WAN file that gives none, seconds. */
export const WAN_TIMEOUTS_SEC = { ssh_command: 15, ping: 1 };
/** Where download RED begins in a file that does not say, ms. */
export const HARD_RED_BLOAT_MS = 80;
/** Where the baseline stops to follow in a file that does not say, ms. */
export const BASELINE_UPDATE_THRESHOLD_MS = 3;

/** The settings of a WAN file in which no check has found an error. */
export function toWanSettings(wan: WanFile, file: string): WanSettings {
  const { continuous_monitoring: monitoring, timeouts } = wan;
  const lockDerivedStateFile = stateFileBeside(wan.lock_file);
  const controller = toNamedSettings(wan.controller, 'zones');
  const defaults = defaultsOf(controller.name);
  const commandTimeoutMs = toTimeoutMs(timeouts.ssh_command, WAN_TIMEOUTS_SEC.ssh_command);
  return {
    wanName: wan.wan_name,
    file,
    intervalMs: toNumber(wan.interval_seconds ?? defaults.intervalSec) * 1000,
    router: toRouterSettings(wan.router, commandTimeoutMs),
    queues: { download: wan.queues.download, upload: wan.queues.upload },
    law: toLawSettings(monitoring),
    reflectors: toReflectors(wan),
    medianOfThree: isTruthy(monitoring.use_median_of_three),
    controller,
    probe: toProbe(wan.probe ?? {}, defaults.probe),
    counters: wan.counters ? toProbeSettings(wan.counters, 'cake') : defaults.counters,
    pingTimeoutMs: toTimeoutMs(timeouts.ping, WAN_TIMEOUTS_SEC.ping),
    logging: toLoggingSettings(wan.logging),
    lockFile: wan.lock_file,
    lockTimeoutSec: toNumber(wan.lock_timeout),
    stateFile: typeof wan.state_file === 'string' && wan.state_file ? wan.state_file : lockDerivedStateFile,
    history: toHistory(wan.history),
    safe: toSafe(wan.safe),
    lockDerivedStateFile,
    stateStore: toNamedSettings(wan.state_store, 'file'),
    plugins: wan.plugins ?? [],
    healthCheck: toHealthCheck(wan.health_check, 9101),
  };
}

/** Whose answers a law may expect: the hosts that the ICMP probe asks. Any other probe has its own. */
function toReflectors({ probe = {}, continuous_monitoring: { ping_hosts } }: WanFile): readonly string[] {
  const { kind = 'icmp', hosts = ping_hosts } = probe;
  return kind === 'icmp' && Array.isArray(hosts) ? hosts.filter(isReflector) : [];
}

/** True for an entry of `ping_hosts` that can be measured against: no number, no option of a command. */
export function isReflector(entry: unknown): entry is string {
  return typeof entry === 'string' && /^[^\s-]\S*$/.test(entry);
}

/** Where the Python original keeps the state: in the lock's folder, named after it. */
function stateFileBeside(lockFile: string): string {
  return join(dirname(lockFile), `${parse(lockFile).name}_state.json`);
}

function toLawSettings(monitoring: MonitoringSection): LawSettings {
  return {
    baselineRttMs: toNumber(monitoring.baseline_rtt_initial),
    download: toLawDirection(monitoring.download),
    upload: toLawDirection(monitoring.upload),
    thresholds: toThresholds(monitoring.thresholds),
  };
}

function toThresholds(section: ThresholdsSection): LawThresholds {
  const baselineUpdate = looseNumber(section.baseline_update_threshold_ms, Number.NEGATIVE_INFINITY);
  return {
    targetBloatMs: toNumber(section.target_bloat_ms),
    warnBloatMs: toNumber(section.warn_bloat_ms),
    hardRedBloatMs: toNumber(section.hard_red_bloat_ms ?? HARD_RED_BLOAT_MS),
    alphaBaseline: toAlpha(section.baseline_time_constant_sec, section.alpha_baseline),
    alphaLoad: toAlpha(section.load_time_constant_sec, section.alpha_load),
    baselineUpdateThresholdMs: baselineUpdate ?? BASELINE_UPDATE_THRESHOLD_MS,
  };
}

/** Weight of a new sample per 2 s: that of an exponential average with the time constant, else the one given. */
function toAlpha(timeConstantSec: YamlNumber | undefined, alpha: YamlNumber | undefined): number {
  return timeConstantSec === undefined ? toNumber(alpha) : -Math.expm1(-2 / toNumber(timeConstantSec));
}

function toProbe(section: Record<string, unknown>, usual: ProbeSettings): ProbeSettings {
  const { kind, options } = toProbeSettings(section, usual.kind);
  return { kind, options: kind === usual.kind ? { ...usual.options, ...options } : options };
}

function toHistory({ enabled, max_days, max_mb }: HistorySection): HistorySettings | null {
  if (enabled === false) return null;
  return { maxDays: toNumber(max_days ?? 14), maxBytes: toNumber(max_mb ?? 50) * 1e6 };
}
