import {
  type Assessor,
  type Direction,
  type DirectionAssessment,
  inject,
  type JsonObject,
  LINE,
  type LineSettings,
  type Observation,
  OPTIONS,
  type PerDirection,
  type Turn,
} from '@wanctl/core';
import { addAnswers, average, delayOf, type Reflectors } from './delays.js';
import { addReadings, type DirectionState, type Step, startAt, step } from './direction.js';
import type { SqmAutorateOptions } from './options.js';

/** All that the law remembers. */
export interface SqmAutorateState extends PerDirection<DirectionState> {
  readonly reflectors: PerDirection<Reflectors>;
  /** Of the last turn, ms; null before the first. */
  readonly turnedAtMs: number | null;
  /** What stands for chance, which a law must not ask: a number that each turn moves on, below 2^32. */
  readonly dice: number;
}

const TURN_MS = 500;
/** Ticks never come to the millisecond. */
const TURN_SLACK_MS = 10;
const DICE_SIDES = 2 ** 32;

/**
 * The formulas and defaults of sqm-autorate: averages of one-way delays, a turn every 0.5 s, and at high delay a
 * fall to what was achieved or to a rate that was once good.
 */
export class SqmAutorate implements Assessor<SqmAutorateState> {
  readonly #options: SqmAutorateOptions;
  readonly #line: LineSettings;

  constructor(@inject(OPTIONS) options: SqmAutorateOptions, @inject(LINE) line: LineSettings) {
    this.#options = options;
    this.#line = line;
  }

  initial(): SqmAutorateState {
    return this.restore({});
  }

  restore(saved: JsonObject): SqmAutorateState {
    return {
      reflectors: { download: {}, upload: {} },
      turnedAtMs: null,
      dice: 1,
      download: this.#restored('download', saved['download_bps']),
      upload: this.#restored('upload', saved['upload_bps']),
    };
  }

  persist({ download, upload }: SqmAutorateState): JsonObject {
    return { download_bps: download.rateBps, upload_bps: upload.rateBps };
  }

  assess(before: SqmAutorateState, { nowMs, rtt, counters }: Observation): Turn<SqmAutorateState> {
    const heard = {
      ...before,
      reflectors: both((direction) => addAnswers(before.reflectors[direction], rtt, direction)),
      download: addReadings(before.download, counters.download),
      upload: addReadings(before.upload, counters.upload),
    };
    const isTurn = before.turnedAtMs === null || nowMs - before.turnedAtMs >= TURN_MS - TURN_SLACK_MS;
    return isTurn ? this.#turn(heard, nowMs) : { state: heard, assessment: null };
  }

  #turn(before: SqmAutorateState, nowMs: number): Turn<SqmAutorateState> {
    const { bounds } = this.#line;
    const reflectors = both((direction) => average(before.reflectors[direction]));
    const delaysMs = both((direction) => delayOf(reflectors[direction], nowMs));
    // A linear congruential generator (Numerical Recipes).
    const dice = (Math.imul(before.dice, 1664525) + 1013904223) >>> 0;
    const chance = dice / DICE_SIDES;
    const steps = both((direction) =>
      step(before[direction], delaysMs[direction], chance, bounds[direction], this.#options),
    );
    const { download, upload } = both((direction) => steps[direction].state);
    const verdicts = both((direction) => verdict(steps[direction], delaysMs[direction]));
    const state = { reflectors, turnedAtMs: nowMs, dice, download, upload };
    return { state, assessment: { ...verdicts, delay: this.#figures(delaysMs) } };
  }

  /** The delay in the terms of a round trip. */
  #figures({ download, upload }: PerDirection<number | null>) {
    if (download === null || upload === null) return null;
    const { baselineRttMs: baselineMs } = this.#line;
    const deltaMs = download + upload;
    return { measuredMs: baselineMs + deltaMs, baselineMs, loadMs: baselineMs + deltaMs, deltaMs };
  }

  #restored(direction: Direction, savedBps: unknown): DirectionState {
    const bounds = this.#line.bounds[direction];
    const rateBps = Number.isFinite(savedBps) ? Number(savedBps) : null;
    return startAt(rateBps, bounds, this.#options.base_share * bounds.ceilingBps);
  }
}

function both<T>(of: (direction: Direction) => T): PerDirection<T> {
  return { download: of('download'), upload: of('upload') };
}

function verdict({ state, code }: Step, delayMs: number | null): DirectionAssessment {
  const delay = delayMs === null ? 'nobody answers' : `${delayMs.toFixed(1)} ms over the baseline`;
  return {
    zone: code === 'high-delay' || code === 'no-answer' ? 'RED' : 'GREEN',
    rateBps: state.rateBps,
    reason: { code, text: `${code}: ${delay}, limit ${(state.rateBps / 1e6).toFixed(1)} Mbit/s` },
  };
}
