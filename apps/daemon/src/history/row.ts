import { isJsonObject, type Json, type JsonObject, type PerDirection, type Zone } from '@wanctl/core';

/** Zones from best to worst. */
export const ZONES: readonly Zone[] = ['GREEN', 'YELLOW', 'SOFT_RED', 'RED'];

/** How much a row tells of, ms; a slower loop makes a row of each turn. */
export const ROW_MS = 10_000;

/** No loop is slower; a row that says more would stand for cycles without end. */
const LONGEST_ROW_SEC = 3600;

/** Some 10 s of a WAN: a line of its history, and of `wanctl history --json`. */
export interface HistoryRow extends PerDirection<HistoryDirection> {
  /** When it began: UTC, ISO 8601, to the second. */
  readonly time: string;
  readonly wan: string;
  /** How many seconds of control it tells of. */
  readonly seconds: number;
  /** Median and 95th percentile of the answered probes, ms; null when none was answered. */
  readonly rtt_p50_ms: number | null;
  readonly rtt_p95_ms: number | null;
  /** Median of the answered probes of each 2 s, ms: equal parts of the row. Null: none was; empty in older files. */
  readonly rtt_ms: readonly (number | null)[];
  /** Probes answered or lost. */
  readonly probes: number;
  readonly lost: number;
  /** Limits that the router accepted. */
  readonly writes: number;
}

/** One direction in a row. */
export interface HistoryDirection {
  /** The worst zone; null when the law could not judge. */
  readonly zone: Zone | null;
  /** The limit at the end and the lowest, bit/s; null when there was none, or none known. */
  readonly rate_bps: number | null;
  readonly min_rate_bps: number | null;
  /** What passed, divided by what the limit let pass; null without counters. */
  readonly load: number | null;
  /** What passed in each 2 s, bit/s, to three digits; null: not known; empty without counters and in older files. */
  readonly achieved_bps: readonly (number | null)[];
}

/** A row from a line of a file, which may be of another version; null for what is none. */
export function toHistoryRow(raw: JsonObject): HistoryRow | null {
  const { time, wan } = raw;
  const seconds = numberIn(raw['seconds'], LONGEST_ROW_SEC);
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return null;
  if (typeof wan !== 'string' || !seconds) return null;
  return {
    time,
    wan,
    seconds,
    rtt_p50_ms: numberIn(raw['rtt_p50_ms']),
    rtt_p95_ms: numberIn(raw['rtt_p95_ms']),
    rtt_ms: numbersIn(raw['rtt_ms']),
    probes: numberIn(raw['probes']) ?? 0,
    lost: numberIn(raw['lost']) ?? 0,
    writes: numberIn(raw['writes']) ?? 0,
    download: toDirection(raw['download']),
    upload: toDirection(raw['upload']),
  };
}

function toDirection(raw: Json | undefined): HistoryDirection {
  const { zone, rate_bps, min_rate_bps, load, achieved_bps } = isJsonObject(raw) ? raw : {};
  return {
    zone: ZONES.find((known) => known === zone) ?? null,
    rate_bps: numberIn(rate_bps),
    min_rate_bps: numberIn(min_rate_bps),
    load: numberIn(load),
    achieved_bps: numbersIn(achieved_bps),
  };
}

/** The number, from 0 to `most`; null for anything else. */
function numberIn(value: Json | undefined, most = Number.MAX_VALUE): number | null {
  return typeof value === 'number' && value >= 0 && value <= most ? value : null;
}

function numbersIn(value: Json | undefined): (number | null)[] {
  return Array.isArray(value) ? value.map((item) => numberIn(item)) : [];
}
