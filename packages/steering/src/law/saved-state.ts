import { isJsonObject, type Json, type JsonObject } from '@wanctl/core';
import type { SteeringLawOptions } from './steering-options.js';
import { type ConfidenceState, initialState, NO_CONFIDENCE, type SteeringState } from './steering-state.js';

const LONGEST_PLAUSIBLE_RTT_MS = 10_000;
/** No count or time left is believed beyond this: cycles, s, packets. */
const LARGEST = 1e6;

/** The name of a state in the state file, e.g. `WAN1_GOOD`. */
export function stateName(primaryWan: string, target: string | null): string {
  return `${primaryWan.toUpperCase()}_${target === null ? 'GOOD' : 'DEGRADED'}`;
}

/** The state file's form, with the keys of the original program first, in its order. */
export function persistState({ primaryWan }: SteeringLawOptions, state: SteeringState): JsonObject {
  const { history, confidence } = state;
  return {
    current_state: stateName(primaryWan, state.target),
    bad_count: state.badCount,
    good_count: state.goodCount,
    baseline_rtt: state.baselineMs,
    history_rtt: history.rttMs,
    history_delta: history.deltaMs,
    rtt_delta_ewma: state.deltaEwmaMs,
    queue_ewma: state.queueEwma,
    cake_drops_history: history.drops,
    queue_depth_history: history.queuedPackets,
    red_count: state.redCount,
    congestion_state: state.congestion,
    cake_read_failures: state.readFailures,
    steered_to: state.target,
    unfit_count: state.unfitCount,
    stay_remaining_sec: state.staySec,
    hands_off_remaining_sec: state.handsOffSec,
    moves_left: state.movesLeft,
    confidence: {
      score: confidence.score,
      degrade_remaining_sec: confidence.degradeSec,
      recovery_remaining_sec: confidence.recoverySec,
      penalty_remaining_sec: confidence.penaltySec,
      toggle_ages_sec: confidence.toggleAgesSec,
    },
  };
}

/** The reverse of `persistState`, also of what the original program wrote; what cannot be true falls back. */
export function restoreState(options: SteeringLawOptions, saved: JsonObject): SteeringState {
  const { baselineMinMs, baselineMaxMs } = options.thresholds;
  const list = (key: string) => numbers(saved[key]).slice(-options.historySize);
  const count = (key: string) => number(saved[key], 0, LARGEST) ?? 0;
  const congestion = saved['congestion_state'];
  return {
    ...initialState(options),
    target: restoreTarget(options, saved),
    badCount: count('bad_count'),
    goodCount: count('good_count'),
    redCount: count('red_count'),
    unfitCount: count('unfit_count'),
    baselineMs: number(saved['baseline_rtt'], baselineMinMs, baselineMaxMs),
    deltaEwmaMs: number(saved['rtt_delta_ewma'], 0, LONGEST_PLAUSIBLE_RTT_MS) ?? 0,
    queueEwma: count('queue_ewma'),
    congestion: congestion === 'YELLOW' || congestion === 'RED' ? congestion : 'GREEN',
    readFailures: count('cake_read_failures'),
    history: {
      rttMs: list('history_rtt'),
      deltaMs: list('history_delta'),
      drops: list('cake_drops_history'),
      queuedPackets: list('queue_depth_history'),
      zones: [],
    },
    confidence: restoreConfidence(saved['confidence']),
    staySec: count('stay_remaining_sec'),
    handsOffSec: number(saved['hands_off_remaining_sec'], 0, options.guard.handsOffSec) ?? 0,
    movesLeft: number(saved['moves_left'], 0, options.guard.movesPerDay) ?? options.guard.movesPerDay,
  };
}

/** Only the end of a state's name tells: files of other primaries and older versions have other beginnings. */
function restoreTarget({ alternates }: SteeringLawOptions, saved: JsonObject): string | null {
  const name = saved['current_state'];
  if (typeof name !== 'string' || !name.endsWith('_DEGRADED')) return null;
  return alternates.find((wan) => wan === saved['steered_to']) ?? alternates[0] ?? null;
}

function restoreConfidence(saved: Json | undefined): ConfidenceState {
  if (!isJsonObject(saved)) return NO_CONFIDENCE;
  return {
    score: number(saved['score'], 0, 100) ?? 0,
    degradeSec: number(saved['degrade_remaining_sec'], 0, LARGEST),
    recoverySec: number(saved['recovery_remaining_sec'], 0, LARGEST),
    penaltySec: number(saved['penalty_remaining_sec'], 0, LARGEST) ?? 0,
    toggleAgesSec: numbers(saved['toggle_ages_sec']),
  };
}

function number(value: Json | undefined, lowest: number, highest: number): number | null {
  return typeof value === 'number' && value >= lowest && value <= highest ? value : null;
}

function numbers(value: Json | undefined): number[] {
  return Array.isArray(value) ? value.filter((item) => number(item, -LARGEST, LARGEST) !== null) : [];
}
