import type { SteeringFile } from './steering-schema.js';
import type { SteeringSettings, SteeringThresholds } from './steering-settings.js';
import type { SteeringThresholdsSection } from './steering-thresholds-schema.js';
import { toLoggingSettings, toRouterSettings, toTimeoutMs } from './to-common-settings.js';
import { isTruthy, toNumber } from './values.js';

/** Timeouts of a steering file that gives none, seconds. */
export const STEERING_TIMEOUTS_SEC = { ssh_command: 30, ping: 2, ping_total: 10 };

/** Delays of a steering file that gives none, ms over the baseline. */
export const STEERING_DELAYS_MS = { green_rtt_ms: 5, yellow_rtt_ms: 15, red_rtt_ms: 15 };

/** The settings of a steering file in which no check has found an error. */
export function toSteeringSettings(steering: SteeringFile, file: string): SteeringSettings {
  const { topology, measurement, timeouts } = steering;
  const timeoutMs = (key: keyof typeof STEERING_TIMEOUTS_SEC) =>
    toTimeoutMs(timeouts[key], STEERING_TIMEOUTS_SEC[key]);
  return {
    wanName: steering.wan_name,
    file,
    intervalMs: toNumber(measurement.interval_seconds) * 1000,
    router: toRouterSettings(steering.router, timeoutMs('ssh_command')),
    primaryWan: topology.primary_wan,
    primaryWanConfig: topology.primary_wan_config,
    alternateWan: topology.alternate_wan,
    primaryStateFile: primaryStateFile(steering),
    primaryQueues: primaryQueues(steering),
    mangleRuleComment: steering.mangle_rule.comment,
    ping: {
      host: measurement.ping_host,
      count: toNumber(measurement.ping_count),
      timeoutMs: timeoutMs('ping'),
      totalTimeoutMs: timeoutMs('ping_total'),
    },
    thresholds: toThresholds(steering.thresholds),
    cakeAware: steering.mode.cake_aware === undefined || isTruthy(steering.mode.cake_aware),
    stateFile: steering.state.file,
    historySize: toNumber(steering.state.history_size),
    logging: toLoggingSettings(steering.logging),
    lockFile: steering.lock_file,
    lockTimeoutSec: toNumber(steering.lock_timeout),
    plugins: steering.plugins ?? [],
  };
}

function primaryStateFile({ topology, cake_state_sources: sources }: SteeringFile): string {
  return sources.primary ?? sources.spectrum ?? `/var/lib/wanctl/${topology.primary_wan}_state.json`;
}

function primaryQueues({ topology, cake_queues: queues }: SteeringFile): SteeringSettings['primaryQueues'] {
  const { primary_wan: name } = topology;
  const capitalised = name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
  return {
    download: queues.primary_download ?? queues.spectrum_download ?? `WAN-Download-${capitalised}`,
    upload: queues.primary_upload ?? queues.spectrum_upload ?? `WAN-Upload-${capitalised}`,
  };
}

function toThresholds(section: SteeringThresholdsSection): SteeringThresholds {
  const { baseline_rtt_bounds: bounds } = section;
  const delays = { ...STEERING_DELAYS_MS, ...section };
  return {
    greenRttMs: toNumber(delays.green_rtt_ms),
    yellowRttMs: toNumber(delays.yellow_rtt_ms),
    redRttMs: toNumber(delays.red_rtt_ms),
    minDropsRed: toNumber(section.min_drops_red ?? 1),
    minQueueYellow: toNumber(section.min_queue_yellow ?? 10),
    minQueueRed: toNumber(section.min_queue_red ?? 50),
    redSamplesRequired: toNumber(section.red_samples_required ?? 2),
    greenSamplesRequired: toNumber(section.green_samples_required ?? 15),
    rttEwmaAlpha: Number(section.rtt_ewma_alpha ?? 0.3),
    queueEwmaAlpha: Number(section.queue_ewma_alpha ?? 0.4),
    baselineMinMs: toNumber(bounds.min ?? 10),
    baselineMaxMs: toNumber(bounds.max ?? 60),
    badThresholdMs: toNumber(section.bad_threshold_ms ?? 25),
    recoveryThresholdMs: toNumber(section.recovery_threshold_ms ?? 12),
    badSamples: toNumber(section.bad_samples ?? 8),
    goodSamples: toNumber(section.good_samples ?? 15),
  };
}
