import type { CounterSample } from '@wanctl/core';

/** Polls that are kept. */
const KEPT = 12;
/** Two reads closer than this say nothing about a rate, ms. */
const SHORTEST_MS = 20;
/** Without a poll for this long the load is not known, ms; or for two and a half polls, if they are rarer. */
const UNKNOWN_AFTER_MS = 2000;

/** What passed a queue between two reads of its counters, and what stood in it at the second. */
export interface Poll {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rateBps: number;
  readonly queuedBytes: number;
}

/** The recent polls of one queue, oldest first. */
export interface Meter {
  readonly last: { readonly atMs: number; readonly bytes: number } | null;
  readonly polls: readonly Poll[];
}

export const NEW_METER: Meter = { last: null, polls: [] };

/** The meter after new counters. Counters that fell have started anew, so that the pair says nothing. */
export function readCounters(before: Meter, samples: readonly CounterSample[]): Meter {
  return samples.reduce(readOne, before);
}

function readOne({ last, polls }: Meter, { atMs, bytes, queuedBytes }: CounterSample): Meter {
  const read = { atMs, bytes };
  if (last === null || bytes < last.bytes || atMs < last.atMs) return { last: read, polls };
  if (atMs - last.atMs < SHORTEST_MS) return { last, polls };
  const rateBps = (8000 * (bytes - last.bytes)) / (atMs - last.atMs);
  return {
    last: read,
    polls: [...polls.slice(1 - KEPT), { fromMs: last.atMs, toMs: atMs, rateBps, queuedBytes }],
  };
}

/** The newest poll; null when the load is not known. */
export function newestPoll({ polls }: Meter, nowMs: number): Poll | null {
  const newest = polls.at(-1);
  return newest && nowMs - newest.toMs <= Math.max(UNKNOWN_AFTER_MS, 2.5 * (newest.toMs - newest.fromMs))
    ? newest
    : null;
}

/** The largest figure of the polls of the last `windowMs`; 0 when there are none. */
export function peak(
  { polls }: Meter,
  figure: 'rateBps' | 'queuedBytes',
  nowMs: number,
  windowMs: number,
): number {
  return polls.reduce(
    (most, poll) => (nowMs - poll.toMs <= windowMs ? Math.max(most, poll[figure]) : most),
    0,
  );
}
