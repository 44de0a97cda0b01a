import type { Assessor, JsonObject, Turn } from '@wanctl/core';
import { confidenceScore } from './confidence-score.js';
import { confirm } from './confirm.js';
import { ORIGINAL_CYCLE_MS, sampleSpanMs } from './cycles.js';
import { decide } from './decide.js';
import { ageConfidence, judgeByConfidence } from './judge-by-confidence.js';
import { type Judgement, judgeByCongestion, judgeByDelay } from './judge-by-samples.js';
import { measure } from './measure.js';
import type { SteeringFigures, SteeringObservation, SteeringVerdict, Transition } from './observation.js';
import { persistState, restoreState } from './saved-state.js';
import type { SteeringLawOptions } from './steering-options.js';
import { initialState, type SteeringState } from './steering-state.js';

const SECONDS_PER_DAY = 86_400;

/**
 * The law of steering: follows what the router's rules are seen to be, judges the primary, and says where new
 * connections should go.
 */
export class SteeringAssessor implements Assessor<SteeringState, SteeringObservation, SteeringVerdict> {
  readonly #options: SteeringLawOptions;

  constructor(options: SteeringLawOptions) {
    this.#options = options;
  }

  initial(): SteeringState {
    return initialState(this.#options);
  }

  restore(saved: JsonObject): SteeringState {
    return restoreState(this.#options, saved);
  }

  persist(state: SteeringState): JsonObject {
    return persistState(this.#options, state);
  }

  assess(before: SteeringState, observation: SteeringObservation): Turn<SteeringState, SteeringVerdict> {
    const aged = age(this.#options, before, observation.nowMs);
    const { state: confirmed, transition } = confirm(this.#options, aged, observation.alternates);
    const baselineMs = believable(this.#options, observation.baselineMs) ?? confirmed.baselineMs;
    const state = { ...confirmed, baselineMs };
    const isMeasured = observation.rttMs !== null && baselineMs !== null;
    const isDown = observation.rttMs === null && observation.primary.measurement === 'collapsed';
    return isMeasured || isDown
      ? judged(this.#options, state, observation, transition)
      : unjudged(state, transition);
  }
}

function believable({ thresholds }: SteeringLawOptions, baselineMs: number | null): number | null {
  const { baselineMinMs, baselineMaxMs } = thresholds;
  return baselineMs !== null && baselineMs >= baselineMinMs && baselineMs <= baselineMaxMs
    ? baselineMs
    : null;
}

/** The state after the time since the last tick: what runs out or grows back does. A restart counts as an interval. */
function age(options: SteeringLawOptions, before: SteeringState, nowMs: number): SteeringState {
  const { guard, confidence, intervalMs } = options;
  const seconds = (before.tickedAtMs === null ? intervalMs : nowMs - before.tickedAtMs) / 1000;
  const regrown = (guard.movesPerDay * seconds) / SECONDS_PER_DAY;
  return {
    ...before,
    tickedAtMs: nowMs,
    staySec: Math.max(0, before.staySec - seconds),
    handsOffSec: Math.max(0, before.handsOffSec - seconds),
    movesLeft: Math.min(guard.movesPerDay, before.movesLeft + regrown),
    confidence: ageConfidence(confidence, before.confidence, seconds),
  };
}

/** Takes the sample in, judges by it and decides. */
function judged(
  options: SteeringLawOptions,
  before: SteeringState,
  observation: SteeringObservation,
  transition: Transition | null,
): Turn<SteeringState, SteeringVerdict> {
  const { nowMs, rttMs } = observation;
  const { baselineMs, badCount, goodCount } = before;
  const spanMs = sampleSpanMs(before.judgedAtMs, nowMs, options.intervalMs);
  const cycles = spanMs / ORIGINAL_CYCLE_MS;
  const seen = { ...before, judgedAtMs: nowMs };
  const { state: measured, figures } =
    rttMs === null || baselineMs === null
      ? { state: withoutAnswer(options, seen), figures: null }
      : measure(options, seen, { ...observation, baselineMs, rttMs }, cycles);
  const judgement = judge(options, measured, figures, spanMs);
  const { state, wanted, reason } = decide(options, judgement, observation, {
    cycles,
    figures: describe(options, judgement.state, figures),
    counts: { badCount, goodCount },
  });
  const { congestion, target } = state;
  const handsOff = state.handsOffSec > 0;
  return { state, assessment: { congestion, target, wanted, handsOff, transition, figures, reason } };
}

/** Nothing to judge by: what is wanted stays as it is. */
function unjudged(state: SteeringState, transition: Transition | null): Turn<SteeringState, SteeringVerdict> {
  if (transition === null) return { state, assessment: null };
  const { congestion, target } = state;
  const reason = { code: 'hold', text: 'nothing measured yet' };
  return {
    state,
    assessment: {
      ...{ congestion, target, transition, reason },
      wanted: target,
      handsOff: state.handsOffSec > 0,
      figures: null,
    },
  };
}

/** A primary that answers no probe is as bad as RED; judging by delay alone knows no zones. */
function withoutAnswer(options: SteeringLawOptions, state: SteeringState): SteeringState {
  return options.judge === 'delay' ? state : { ...state, congestion: 'RED' };
}

/** Without figures the primary answers no probe, which is the worst that a judge can see. */
function judge(
  options: SteeringLawOptions,
  state: SteeringState,
  figures: SteeringFigures | null,
  spanMs: number,
): Judgement {
  const { thresholds, confidence } = options;
  const cycles = spanMs / ORIGINAL_CYCLE_MS;
  if (options.judge === 'congestion') return judgeByCongestion(thresholds, state, state.congestion, cycles);
  const deltaMs = figures?.deltaEwmaMs ?? Number.POSITIVE_INFINITY;
  if (options.judge === 'delay') return judgeByDelay(thresholds, state, deltaMs, cycles);
  const { zones, drops, queuedPackets } = state.history;
  const score = figures ? confidenceScore({ deltaMs, zones, drops, queued: queuedPackets }) : 100;
  const seconds = spanMs / 1000;
  const dropsPerSec = (figures?.drops ?? 0) / seconds;
  const congestion = state.history.zones.at(-1) ?? state.congestion;
  return judgeByConfidence(confidence, state, { score, congestion, deltaMs, dropsPerSec }, seconds);
}

/** What the sample showed, for people. */
function describe(
  options: SteeringLawOptions,
  { congestion, confidence }: SteeringState,
  figures: SteeringFigures | null,
): string {
  if (figures === null) return 'no probe is answered';
  const delay = `${figures.deltaEwmaMs.toFixed(1)} ms over the baseline`;
  if (options.judge === 'delay') return delay;
  const signs = `${delay}, ${figures.drops} drops, ${figures.queuedPackets} packets queued`;
  const score = options.judge === 'confidence' ? `, confidence ${confidence.score}` : '';
  return `${congestion}, ${signs}${score}`;
}
