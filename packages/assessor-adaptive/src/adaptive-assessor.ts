import {
  type Assessment,
  type Assessor,
  type Direction,
  inject,
  type JsonObject,
  LINE,
  type LineSettings,
  type Observation,
  OPTIONS,
  type PerDirection,
  type Turn,
} from '@wanctl/core';
import type { AdaptiveOptions } from './adaptive-options.js';
import type { AdaptiveState } from './adaptive-state.js';
import { judge } from './blame.js';
import { delayOf, thresholdOf } from './delay.js';
import { type DirectionLaw, directionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';
import type { Directions, Judgement, Laws } from './judgement.js';
import type { Moment } from './moment.js';
import { giveUp, stepTrial } from './not-ours.js';
import { noteAccepted, order } from './orders.js';
import { newestPoll, readCounters } from './polls.js';
import { assessmentOf } from './reason.js';
import { baselineOf, persistState, restoreState } from './saved-state.js';
import { type Sensing, sense, silentProbes } from './sensing.js';
import { stepDirections } from './step-directions.js';

const DIRECTIONS: readonly Direction[] = ['download', 'upload'];

/** A longer pause between two ticks counts as this, s. */
const LONGEST_TICK_S = 0.5;
/** A direction is quiet below this share of its rate. */
const QUIET_SHARE = 0.5;

/**
 * The load-aware law: the router's counters tell whose queue a delay is, and what the line carries; a cut goes far
 * below that for as long as the line's buffer needs to empty, and the rate then rests just under it.
 */
export class AdaptiveAssessor implements Assessor<AdaptiveState> {
  readonly #options: AdaptiveOptions;
  readonly #line: LineSettings;
  readonly #laws: Laws;

  constructor(@inject(OPTIONS) options: AdaptiveOptions, @inject(LINE) line: LineSettings) {
    this.#options = options;
    this.#line = line;
    this.#laws = {
      download: directionLaw('download', options, line),
      upload: directionLaw('upload', options, line),
    };
  }

  initial(): AdaptiveState {
    return this.restore({});
  }

  restore(saved: JsonObject): AdaptiveState {
    return restoreState(saved, this.#laws, this.#options, this.#line);
  }

  persist(state: AdaptiveState): JsonObject {
    return persistState(state, this.#line);
  }

  assess(before: AdaptiveState, observation: Observation): Turn<AdaptiveState> {
    const noted = eachDirection((direction) =>
      note(before[direction], observation, direction, this.#laws[direction]),
    );
    const sensing = sense(before.sensing, observation.rtt, isQuiet(noted, observation.nowMs));
    const moment = this.#momentOf(before, sensing, noted, observation);

    const judgement = judge(noted, this.#laws, moment);
    const stepped = stepDirections(noted, judgement, this.#laws, moment);
    const trial = stepTrial(before.trial, Object.keys(judgement.cuts).length > 0, noted, moment);
    const outcome = giveUp({ directions: stepped, sensing, trial }, this.#laws, moment);

    const loadMs = sensing.newest
      ? sensing.newest.baselineMs + Math.max(0, moment.delay.medianMs)
      : before.loadMs;
    const { highSinceMs } = moment.delay;
    const { nowMs: tickedAtMs } = observation;
    const directions = eachDirection((direction) =>
      order(noted[direction], outcome.directions[direction], this.#laws[direction], moment),
    );
    const { sensing: learned, trial: open } = outcome;
    const state = { ...directions, sensing: learned, trial: open, loadMs, highSinceMs, tickedAtMs };
    return { state, assessment: this.#assessmentOf(state, judgement, moment, observation) };
  }

  #momentOf(
    before: AdaptiveState,
    sensing: Sensing,
    { download, upload }: Directions,
    observation: Observation,
  ): Moment {
    const { nowMs } = observation;
    const thresholdMs = thresholdOf(this.#options, sensing.noiseMs, [download.rateBps, upload.rateBps]);
    const silent = silentProbes(sensing, observation);
    return {
      nowMs,
      elapsedS: Math.min(LONGEST_TICK_S, (nowMs - (before.tickedAtMs ?? nowMs)) / 1000),
      delay: delayOf(sensing, silent, thresholdMs, nowMs, before.highSinceMs),
      baselineMs: baselineOf(sensing, this.#line),
      options: this.#options,
    };
  }

  /** Null while a direction is only watched and nobody knows yet what the router has. */
  #assessmentOf(
    state: AdaptiveState,
    judgement: Judgement,
    moment: Moment,
    { acceptedBps }: Observation,
  ): Assessment | null {
    const unknown = DIRECTIONS.some(
      (direction) => this.#laws[direction].mode === 'monitor' && acceptedBps[direction] === null,
    );
    if (unknown) return null;
    const { newest } = state.sensing;
    const delay =
      newest && !moment.delay.dead
        ? {
            measuredMs: newest.rttMs,
            baselineMs: newest.baselineMs,
            loadMs: state.loadMs,
            deltaMs: state.loadMs - newest.baselineMs,
          }
        : null;
    const directions = eachDirection((direction) =>
      assessmentOf(direction, state[direction], judgement, this.#laws[direction], moment),
    );
    return { ...directions, delay };
  }
}

/** The direction with what has come in about it. */
function note(
  before: DirectionState,
  { acceptedBps, counters, nowMs }: Observation,
  direction: Direction,
  law: DirectionLaw,
): DirectionState {
  const state = noteAccepted(before, acceptedBps[direction], law, nowMs);
  return { ...state, code: 'hold', meter: readCounters(state.meter, counters[direction]) };
}

/** True when both directions are known to carry less than half their rate. */
function isQuiet(directions: Directions, nowMs: number): boolean {
  return DIRECTIONS.every((direction) => {
    const { meter, rateBps } = directions[direction];
    const poll = newestPoll(meter, nowMs);
    return poll !== null && poll.rateBps < QUIET_SHARE * rateBps;
  });
}

function eachDirection<T>(make: (direction: Direction) => T): PerDirection<T> {
  return { download: make('download'), upload: make('upload') };
}
