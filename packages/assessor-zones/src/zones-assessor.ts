import {
  type Assessor,
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
import { assessmentOf } from './assessment.js';
import { type DirectionLaw, downloadLaw, stepDirection, uploadLaw } from './direction-law.js';
import { measuredRtt } from './measured-rtt.js';
import { withoutMeasurement } from './without-measurement.js';
import type { ZonesOptions } from './zones-options.js';
import { persistDirection, restoreDirection, restoreRtt, type ZonesState } from './zones-state.js';

/** The cycle in which the settings of existing files are meant, ms. */
const ORIGINAL_CYCLE_MS = 2000;

/**
 * The proven law of existing installations: a smoothed RTT over a baseline, sorted into four zones (upload:
 * three), cuts in RED and steps up after lasting GREEN.
 */
export class ZonesAssessor implements Assessor<ZonesState> {
  readonly #line: LineSettings;
  readonly #options: ZonesOptions;
  readonly #laws: PerDirection<DirectionLaw>;
  readonly #reflectors: readonly string[];

  constructor(@inject(OPTIONS) options: ZonesOptions, @inject(LINE) line: LineSettings) {
    this.#options = options;
    this.#line = line;
    this.#laws = { download: downloadLaw(options), upload: uploadLaw(options) };
    const useMedian = options.medianOfThree && line.reflectors.length >= 3;
    this.#reflectors = line.reflectors.slice(0, useMedian ? 3 : 1);
  }

  initial(): ZonesState {
    return this.restore({});
  }

  restore(saved: JsonObject): ZonesState {
    const ewma = isJsonObject(saved['ewma']) ? saved['ewma'] : {};
    const zones = isJsonObject(saved['congestion']) ? saved['congestion'] : {};
    return {
      download: restoreDirection(saved['download'], zones['dl_state'], this.#laws.download),
      upload: restoreDirection(saved['upload'], zones['ul_state'], this.#laws.upload),
      baselineMs: restoreRtt(ewma['baseline_rtt'], this.#line.baselineRttMs),
      loadMs: restoreRtt(ewma['load_rtt'], this.#line.baselineRttMs),
      measuredAtMs: null,
      tickedAtMs: null,
    };
  }

  persist(state: ZonesState): JsonObject {
    return {
      download: persistDirection(state.download),
      upload: persistDirection(state.upload),
      ewma: { baseline_rtt: state.baselineMs, load_rtt: state.loadMs },
      congestion: { dl_state: state.download.zone, ul_state: state.upload.zone },
    };
  }

  assess(before: ZonesState, observation: Observation): Turn<ZonesState> {
    const measuredMs = measuredRtt(observation.rtt, this.#reflectors);
    if (measuredMs === null) return withoutMeasurement(before, observation.nowMs, this.#laws);

    const cycles = this.#cyclesSince(before.measuredAtMs, observation.nowMs);
    const { alphaLoad, alphaBaseline, baselineUpdateThresholdMs } = this.#options.thresholds;
    const loadMs = ewma(before.loadMs, measuredMs, alphaLoad, cycles);
    const unloaded = loadMs - before.baselineMs < baselineUpdateThresholdMs;
    const baselineMs = unloaded
      ? ewma(before.baselineMs, measuredMs, alphaBaseline, cycles)
      : before.baselineMs;
    const deltaMs = loadMs - baselineMs;

    const download = stepDirection(this.#laws.download, before.download, deltaMs, cycles);
    const upload = stepDirection(this.#laws.upload, before.upload, deltaMs, cycles);
    const state = {
      download: download.state,
      upload: upload.state,
      baselineMs,
      loadMs,
      measuredAtMs: observation.nowMs,
      tickedAtMs: observation.nowMs,
    };
    const delay = { measuredMs, baselineMs, loadMs, deltaMs };
    return { state, assessment: assessmentOf(state, download.reason, upload.reason, delay) };
  }

  /** Time since the last measured tick in original cycles; a longer gap counts as one, as it always did. */
  #cyclesSince(measuredAtMs: number | null, nowMs: number): number {
    const { intervalMs } = this.#line;
    const elapsedMs = measuredAtMs === null ? intervalMs : nowMs - measuredAtMs;
    const longestMs = Math.max(intervalMs, ORIGINAL_CYCLE_MS);
    return Math.min(Math.max(elapsedMs, intervalMs), longestMs) / ORIGINAL_CYCLE_MS;
  }
}

/** Exponential smoothing over a span of cycles; one cycle is computed as the original does, bit for bit. */
function ewma(old: number, sample: number, alpha: number, cycles: number): number {
  const keep = cycles === 1 ? 1 - alpha : (1 - alpha) ** cycles;
  const take = cycles === 1 ? alpha : 1 - keep;
  return keep * old + take * sample;
}
