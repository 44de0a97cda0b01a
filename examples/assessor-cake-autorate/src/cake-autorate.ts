import {
  type Assessor,
  type Direction,
  type DirectionAssessment,
  inject,
  isJsonObject,
  type JsonObject,
  LINE,
  type LineSettings,
  type Observation,
  OPTIONS,
  type PerDirection,
  type Turn,
} from '@wanctl/core';
import { addAnswer, type Delays, isAnswer } from './delays.js';
import { addReadings, type DirectionState, type Step, step } from './direction.js';
import type { CakeAutorateOptions } from './options.js';

/** All that the law remembers. */
export interface CakeAutorateState extends PerDirection<DirectionState> {
  readonly delays: Delays;
}

/**
 * The formulas and defaults of cake-autorate with `fping`: half of a round trip counts for both directions, three late
 * answers of six cut, high load raises, and otherwise the rate drifts to its base.
 */
export class CakeAutorate implements Assessor<CakeAutorateState> {
  readonly #options: CakeAutorateOptions;
  readonly #line: LineSettings;

  constructor(@inject(OPTIONS) options: CakeAutorateOptions, @inject(LINE) line: LineSettings) {
    this.#options = options;
    this.#line = line;
  }

  initial(): CakeAutorateState {
    return this.restore({});
  }

  restore(saved: JsonObject): CakeAutorateState {
    return {
      delays: { baselinesMs: savedBaselines(saved['baselines_ms']), windowMs: [] },
      download: this.#restored('download', saved['download_bps']),
      upload: this.#restored('upload', saved['upload_bps']),
    };
  }

  persist({ delays, download, upload }: CakeAutorateState): JsonObject {
    return { baselines_ms: delays.baselinesMs, download_bps: download.rateBps, upload_bps: upload.rateBps };
  }

  assess(before: CakeAutorateState, { rtt, counters }: Observation): Turn<CakeAutorateState> {
    let { delays } = before;
    let download: Step = { state: addReadings(before.download, counters.download), code: 'hold' };
    let upload: Step = { state: addReadings(before.upload, counters.upload), code: 'hold' };
    const answers = rtt.filter(isAnswer);
    for (const { source, sentAtMs, rttMs } of answers) {
      delays = addAnswer(delays, source, rttMs);
      const nowMs = sentAtMs + rttMs;
      download = this.#step('download', download.state, delays, nowMs);
      upload = this.#step('upload', upload.state, delays, nowMs);
    }
    const state = { delays, download: download.state, upload: upload.state };
    const last = answers.at(-1);
    if (!last) return { state, assessment: null };
    const overMs = 2 * (delays.windowMs.at(-1) ?? 0);
    const baselineMs = last.rttMs - overMs;
    const delay = { measuredMs: last.rttMs, baselineMs, loadMs: last.rttMs, deltaMs: overMs };
    return { state, assessment: { download: verdict(download), upload: verdict(upload), delay } };
  }

  #step(direction: Direction, state: DirectionState, { windowMs }: Delays, nowMs: number): Step {
    return step(
      state,
      windowMs,
      nowMs,
      this.#line.bounds[direction],
      this.#baseBps(direction),
      this.#options,
    );
  }

  #baseBps(direction: Direction): number {
    const { base_download_share, base_upload_share } = this.#options;
    const share = direction === 'download' ? base_download_share : base_upload_share;
    return share * this.#line.bounds[direction].ceilingBps;
  }

  #restored(direction: Direction, savedBps: unknown): DirectionState {
    const { floorBps, ceilingBps } = this.#line.bounds[direction];
    const wantedBps = Number.isFinite(savedBps) ? Number(savedBps) : this.#baseBps(direction);
    const rateBps = Math.round(Math.min(ceilingBps, Math.max(floorBps, wantedBps)));
    return { rateBps, cutAtMs: null, driftAtMs: null, reading: null, achievedBps: null, fresh: false };
  }
}

function savedBaselines(saved: unknown): Record<string, number> {
  if (!isJsonObject(saved)) return {};
  const entries = Object.entries(saved).filter(([, ms]) => typeof ms === 'number' && ms > 0 && ms <= 10_000);
  return Object.fromEntries(entries) as Record<string, number>;
}

function verdict({ state, code }: Step): DirectionAssessment {
  const achieved = state.achievedBps === null ? 'unknown' : `${(state.achievedBps / 1e6).toFixed(1)} Mbit/s`;
  return {
    zone: code === 'bufferbloat' ? 'RED' : 'GREEN',
    rateBps: state.rateBps,
    reason: { code, text: `${code}: ${(state.rateBps / 1e6).toFixed(1)} Mbit/s, achieved ${achieved}` },
  };
}
