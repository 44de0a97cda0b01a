import {
  type ConfidenceOptions,
  DEFAULT_CONFIDENCE,
  DEFAULT_GUARD,
  type FlapOptions,
  type GuardOptions,
  type SteeringThresholds,
} from '@wanctl/steering';
import { toHealthCheck } from './health-check.js';
import type { ConfidenceSection, GuardSection } from './steering-calm-schema.js';
import type { SteeringFile } from './steering-schema.js';
import type { SteeringAlternate, SteeringSettings } from './steering-settings.js';
import type { SteeringThresholdsSection } from './steering-thresholds-schema.js';
import {
  toLoggingSettings,
  toNamedSettings,
  toProbeSettings,
  toRouterSettings,
  toTimeoutMs,
} from './to-common-settings.js';
import { isTruthy, toNumber } from './values.js';

/** Timeouts of a steering file that gives none, seconds. */
export const STEERING_TIMEOUTS_SEC = { ssh_command: 30, ping: 2, ping_total: 10 };

/** Delays of a steering file that gives none, ms over the baseline. */
export const STEERING_DELAYS_MS = { green_rtt_ms: 5, yellow_rtt_ms: 15, red_rtt_ms: 15 };

/** Window in which the baseline is believed in a file that does not say, ms. */
export const LOWEST_BASELINE_MS = 1;
export const HIGHEST_BASELINE_MS = 60;

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
    alternates: toAlternates(steering),
    primaryStateFile: primaryStateFile(steering),
    primaryQueues: primaryQueues(steering),
    ping: {
      host: measurement.ping_host,
      count: toNumber(measurement.ping_count),
      timeoutMs: timeoutMs('ping'),
      totalTimeoutMs: timeoutMs('ping_total'),
    },
    probe: toProbeSettings(steering.probe ?? {}, 'icmp'),
    counters: toProbeSettings(steering.counters ?? {}, 'cake'),
    thresholds: toThresholds(steering.thresholds),
    judge: judgeOf(steering.mode),
    confidence: toConfidence(steering.confidence),
    guard: toGuard(steering.guard),
    dryRun: steering.dry_run === true || steering.confidence.dry_run === true,
    stateFile: steering.state.file,
    historySize: toNumber(steering.state.history_size),
    logging: toLoggingSettings(steering.logging),
    lockFile: steering.lock_file,
    lockTimeoutSec: toNumber(steering.lock_timeout),
    stateStore: toNamedSettings(steering.state_store, 'file'),
    plugins: steering.plugins ?? [],
    healthCheck: toHealthCheck(steering.health_check, 9102),
  };
}

/** Files of one alternate name it and its rule in two sections of their own. */
function toAlternates({ topology, mangle_rule: rule }: SteeringFile): readonly SteeringAlternate[] {
  const { alternates, alternate_wan: wan = '' } = topology;
  if (alternates.length === 0) return [{ wan, ruleComment: rule.comment ?? '', stateFile: null }];
  return alternates.map(({ wan: name, mangle_comment, state_file }) => ({
    wan: name,
    ruleComment: mangle_comment,
    stateFile: state_file ?? null,
  }));
}

function judgeOf({ cake_aware, use_confidence_scoring }: SteeringFile['mode']): SteeringSettings['judge'] {
  if (isTruthy(use_confidence_scoring)) return 'confidence';
  return cake_aware === undefined || isTruthy(cake_aware) ? 'congestion' : 'delay';
}

function toConfidence(section: ConfidenceSection): ConfidenceOptions {
  const defaults = DEFAULT_CONFIDENCE;
  return {
    steerThreshold: toNumber(section.steer_threshold ?? defaults.steerThreshold),
    recoveryThreshold: toNumber(section.recovery_threshold ?? defaults.recoveryThreshold),
    sustainSec: toNumber(section.sustain_duration_sec ?? defaults.sustainSec),
    recoverySustainSec: toNumber(section.recovery_sustain_sec ?? defaults.recoverySustainSec),
    holdDownSec: toNumber(section.hold_down_duration_sec ?? defaults.holdDownSec),
    flap: section.flap_detection_enabled === false ? null : toFlap(section),
  };
}

function toFlap(section: ConfidenceSection): FlapOptions {
  return {
    windowSec: toNumber(section.flap_window_minutes ?? 5) * 60,
    maxToggles: toNumber(section.max_toggles ?? 4),
    penaltySec: toNumber(section.penalty_duration_sec ?? 60),
    penaltyThresholdAdd: toNumber(section.penalty_threshold_add ?? 15),
  };
}

function toGuard(section: GuardSection): GuardOptions {
  return {
    minStaySec: toNumber(section.min_stay_sec ?? DEFAULT_GUARD.minStaySec),
    movesPerDay: toNumber(section.moves_per_day ?? DEFAULT_GUARD.movesPerDay),
    handsOffSec: toNumber(section.hands_off_sec ?? DEFAULT_GUARD.handsOffSec),
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
    yellowRttMs: toNumber(delays.yellow_rtt_ms),
    redRttMs: toNumber(delays.red_rtt_ms),
    minDropsRed: toNumber(section.min_drops_red ?? 1),
    minQueueYellow: toNumber(section.min_queue_yellow ?? 10),
    minQueueRed: toNumber(section.min_queue_red ?? 50),
    redSamplesRequired: toNumber(section.red_samples_required ?? 2),
    greenSamplesRequired: toNumber(section.green_samples_required ?? 15),
    rttEwmaAlpha: Number(section.rtt_ewma_alpha ?? 0.3),
    queueEwmaAlpha: Number(section.queue_ewma_alpha ?? 0.4),
    baselineMinMs: toNumber(bounds.min ?? LOWEST_BASELINE_MS),
    baselineMaxMs: toNumber(bounds.max ?? HIGHEST_BASELINE_MS),
    badThresholdMs: toNumber(section.bad_threshold_ms ?? 25),
    recoveryThresholdMs: toNumber(section.recovery_threshold_ms ?? 12),
    badSamples: toNumber(section.bad_samples ?? 8),
    goodSamples: toNumber(section.good_samples ?? 15),
  };
}
