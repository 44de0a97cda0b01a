import { type Direction, isJsonObject, type Json, type JsonObject, type LineSettings } from '@wanctl/core';
import type { AdaptiveOptions } from './adaptive-options.js';
import type { AdaptiveState } from './adaptive-state.js';
import { lastGoodBps, startingAt } from './direction-state.js';
import type { Laws } from './judgement.js';
import type { Reflector } from './reflectors.js';
import type { Sensing } from './sensing.js';

const LONGEST_PLAUSIBLE_RTT_MS = 10_000;
/** A line's jitter, ms: to begin with, and at most. */
const USUAL_NOISE_MS = 1;
const MOST_NOISE_MS = 60;
const ZONES = ['GREEN', 'YELLOW', 'SOFT_RED', 'RED'] as const;

/** What survives a restart; the sections that steering and older versions know keep their names. */
export function persistState(
  { download, upload, sensing, loadMs }: AdaptiveState,
  line: LineSettings,
): JsonObject {
  const baselines = Object.entries(sensing.reflectors).map(([source, { baselineMs }]) => [
    source,
    tenths(baselineMs),
  ]);
  return {
    download: { current_rate: lastGoodBps(download) },
    upload: { current_rate: lastGoodBps(upload) },
    ewma: { baseline_rtt: baselineOf(sensing, line), load_rtt: tenths(loadMs) },
    congestion: { dl_state: download.zone, ul_state: upload.zone },
    adaptive: {
      noise: tenths(sensing.noiseMs),
      baselines: Object.fromEntries(baselines),
      dl_capacity: download.capacityBps && Math.round(download.capacityBps),
      ul_capacity: upload.capacityBps && Math.round(upload.capacityBps),
    },
  };
}

/** The RTT of the unloaded line, ms: the first configured reflector's that is known. */
export function baselineOf(
  { reflectors }: Sensing,
  { reflectors: names, baselineRttMs }: LineSettings,
): number {
  const known = names.map((name) => reflectors[name]).find((reflector) => reflector !== undefined);
  return tenths((known ?? Object.values(reflectors)[0])?.baselineMs ?? baselineRttMs);
}

/** The reverse of `persistState`; what is missing or cannot be is replaced by a start from nothing. */
export function restoreState(
  saved: JsonObject,
  laws: Laws,
  options: AdaptiveOptions,
  line: LineSettings,
): AdaptiveState {
  const own = objectOf(saved['adaptive']);
  const ewma = objectOf(saved['ewma']);
  const zones = objectOf(saved['congestion']);
  const restore = (direction: Direction, zone: Json | undefined, capacity: Json | undefined) => {
    const law = laws[direction];
    const rateBps = numberOf(objectOf(saved[direction])['current_rate'], 1) ?? law.baseBps;
    const capacityBps = numberOf(capacity, law.floorBps, 3 * law.ceilingBps) ?? null;
    const known = ZONES.find((name) => name === zone) ?? 'GREEN';
    return startingAt(law, options, rateBps, capacityBps, known);
  };
  return {
    download: restore('download', zones['dl_state'], own['dl_capacity']),
    upload: restore('upload', zones['ul_state'], own['ul_capacity']),
    sensing: {
      reflectors: reflectorsOf(own['baselines']),
      noiseMs: numberOf(own['noise'], 0, MOST_NOISE_MS) ?? USUAL_NOISE_MS,
      answers: [],
      newest: null,
      answeredAtMs: null,
    },
    loadMs: numberOf(ewma['load_rtt'], 0, 2 * LONGEST_PLAUSIBLE_RTT_MS) ?? line.baselineRttMs,
    highSinceMs: null,
    trial: null,
    tickedAtMs: null,
  };
}

function reflectorsOf(saved: Json | undefined): Record<string, Reflector> {
  return Object.fromEntries(
    Object.entries(objectOf(saved)).flatMap(([source, value]) => {
      const baselineMs = numberOf(value, 0, LONGEST_PLAUSIBLE_RTT_MS);
      return baselineMs === undefined ? [] : [[source, { baselineMs, sampledAtMs: null }]];
    }),
  );
}

function objectOf(saved: Json | undefined): JsonObject {
  return isJsonObject(saved) ? saved : {};
}

function numberOf(saved: Json | undefined, least: number, most = Number.MAX_VALUE): number | undefined {
  return typeof saved === 'number' && saved >= least && saved <= most ? saved : undefined;
}

/** Small changes are not worth saving. */
function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
