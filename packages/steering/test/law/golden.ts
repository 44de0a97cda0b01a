import { readFileSync } from 'node:fs';
import type { JsonObject } from '@wanctl/core';
import { DEFAULT_CONFIDENCE, DEFAULT_GUARD, type SteeringLawOptions } from '../../src/index.js';

/** One recorded cycle of the original program. */
export interface Cycle {
  i: number;
  in: {
    baseline: number | null;
    pings: (number | null)[];
    counters: { dropped_total: number; queued: number } | null;
    router: 'ok' | 'cmd_fail' | 'not_applied' | 'print_fail';
  };
  out: {
    result: 'ok' | 'failed';
    signals: { drops: number } | null;
    state: string;
    congestion: string;
    red_count: number;
    good_count: number;
    bad_count: number;
    rtt_delta_ewma: number;
    queue_ewma: number;
    baseline_rtt: number | null;
    cake_read_failures: number;
    router_actions: string[];
    rule_enabled_on_router: boolean;
  };
}

export interface Scenario {
  name: string;
  config: {
    thresholds: Record<string, number>;
    mode: { cake_aware: boolean };
    state: { history_size: number };
  };
  fresh_process_each_cycle: boolean;
  initial_state_file: JsonObject | null;
  cycles: Cycle[];
  final_state_file_without_timestamps: JsonObject & { transitions: JsonObject[] };
}

export interface ConfidenceRow {
  i: number;
  t: number;
  state: string;
  in: {
    cake_state: 'GREEN' | 'YELLOW' | 'SOFT_RED' | 'RED';
    rtt_delta_ms: number;
    drops_per_sec: number;
    cake_state_history: ('GREEN' | 'YELLOW' | 'SOFT_RED' | 'RED')[];
    drops_history: number[];
    queue_history: number[];
  };
  out: {
    decision: 'ENABLE_STEERING' | 'DISABLE_STEERING' | null;
    confidence: number;
    degrade_timer: number | null;
    hold_down_timer: number | null;
    recovery_timer: number | null;
    flap_events: number;
    flap_penalty_active: boolean;
  };
}

/** Recorded runs of the original program. */
export const daemon = readFixture<{ daemon: Scenario[] }>('steering-daemon').daemon;

/** Recorded results of its functions. */
export const functions = readFixture<{
  thresholds: Record<'default' | 'custom', number[]>;
  confidence: { rows: ConfidenceRow[] }[];
  pure: {
    assess: ['default' | 'custom', number, number, number, string][];
    ewma: [number, number, number, number][];
  };
}>('steering-pure');

function readFixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')) as T;
}

/** The law's options as a recorded configuration amounts to, with the original program's defaults. */
export function lawOptions({ config } = daemon[0] as Scenario): SteeringLawOptions {
  const value = (key: string, fallback: number) => config.thresholds[key] ?? fallback;
  return {
    primaryWan: 'wan1',
    alternates: ['wan2'],
    intervalMs: 2000,
    judge: config.mode.cake_aware ? 'congestion' : 'delay',
    confidence: DEFAULT_CONFIDENCE,
    historySize: config.state.history_size,
    guard: DEFAULT_GUARD,
    thresholds: {
      yellowRttMs: value('yellow_rtt_ms', 15),
      redRttMs: value('red_rtt_ms', 15),
      minDropsRed: value('min_drops_red', 1),
      minQueueYellow: value('min_queue_yellow', 10),
      minQueueRed: value('min_queue_red', 50),
      redSamplesRequired: value('red_samples_required', 2),
      greenSamplesRequired: value('green_samples_required', 15),
      rttEwmaAlpha: value('rtt_ewma_alpha', 0.3),
      queueEwmaAlpha: value('queue_ewma_alpha', 0.4),
      baselineMinMs: 10,
      baselineMaxMs: 60,
      badThresholdMs: value('bad_threshold_ms', 25),
      recoveryThresholdMs: value('recovery_threshold_ms', 12),
      badSamples: value('bad_samples', 8),
      goodSamples: value('good_samples', 15),
    },
  };
}
