import type { AdaptiveOptions } from './adaptive-options.js';
import type { Answer, Sensing, Silent } from './sensing.js';

/** Silence that makes a line dead instead of slow, ms. */
const DEAD_AFTER_MS = 3000;
/** A slope is taken over no less than this, ms. */
const SHORTEST_SLOPE_MS = 40;

/** The delay over the baseline as this tick knows it, ms. */
export interface Delay {
  /** Above this a queue stands somewhere. */
  readonly thresholdMs: number;
  /** Median of the three newest probes that tell. */
  readonly medianMs: number;
  /** The newest answer, or the age of the oldest silent probe when that is more. */
  readonly headMs: number;
  /** Growth, ms per ms. */
  readonly slope: number;
  /** Two of three votes are over the threshold, from two reflectors where there are two. */
  readonly high: boolean;
  /** Since when it has been high without a break; null when it is not. */
  readonly highSinceMs: number | null;
  /** Nobody has answered for so long that the line is dead. */
  readonly dead: boolean;
}

/** Time of a full packet in service, ms per Mbit/s: it must not look like a queue. */
const PACKET_BITS = 12_112;
const HIGHEST_THRESHOLD_MS = 100;

/** The delay that counts as a queue, ms, on a line with this jitter whose directions run at these rates. */
export function thresholdOf(
  { threshold_ms, jitter_factor }: AdaptiveOptions,
  noiseMs: number,
  ratesBps: readonly number[],
): number {
  const packetsMs = ratesBps.reduce((sumMs, rateBps) => sumMs + (1000 * PACKET_BITS) / rateBps, 0);
  return Math.min(HIGHEST_THRESHOLD_MS, threshold_ms + jitter_factor * Math.max(0, noiseMs - 1)) + packetsMs;
}

/** What the answers and the silent probes amount to. `thresholdMs` as from `thresholdOf`. */
export function delayOf(
  { answers, answeredAtMs }: Sensing,
  silent: readonly Silent[],
  thresholdMs: number,
  nowMs: number,
  wasHighSinceMs: number | null,
): Delay {
  const telling = silent.filter(({ delayMs }) => delayMs > thresholdMs);
  const known = [...answers, ...telling].sort((a, b) => b.sentAtMs - a.sentAtMs);
  const votes = known.slice(0, 3);
  const oldest = silent.at(-1);
  const answeredMs = answers[0]?.delayMs ?? 0;
  const headMs = Math.max(answeredMs, oldest?.delayMs ?? 0);
  const high = isHigh(votes, known, thresholdMs) && headMs > 0.8 * thresholdMs;
  return {
    thresholdMs,
    medianMs: median(votes.map(({ delayMs }) => delayMs)),
    headMs,
    slope: slopeOf(answers, oldest),
    high,
    highSinceMs: high ? (wasHighSinceMs ?? nowMs) : null,
    dead: answeredAtMs === null || nowMs - answeredAtMs > DEAD_AFTER_MS,
  };
}

function isHigh(votes: readonly Answer[], known: readonly Answer[], thresholdMs: number): boolean {
  const isOver = ({ delayMs }: Answer) => delayMs > thresholdMs;
  const over = votes.filter(isOver);
  const witnesses = Math.min(2, new Set(known.map(({ source }) => source)).size);
  return (
    over.length >= 2 &&
    votes.slice(0, 2).some(isOver) &&
    new Set(over.map(({ source }) => source)).size >= witnesses
  );
}

/** Of answered probes, or up to the age of the oldest silent one; ages among samples would fall while delay rises. */
function slopeOf([newest, , third]: readonly Answer[], oldest: Silent | undefined): number {
  if (newest === undefined) return 0;
  const rise = (from: Answer, to: Answer) =>
    (to.delayMs - from.delayMs) / Math.max(SHORTEST_SLOPE_MS, Math.abs(to.sentAtMs - from.sentAtMs));
  const answered = third ? rise(third, newest) : 0;
  return oldest && oldest.delayMs > newest.delayMs ? Math.max(answered, rise(newest, oldest)) : answered;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
