import type { Direction } from '@wanctl/core';
import { beginMs } from '../history/columns.js';
import type { HistoryRow } from '../history/row.js';

/** What a law made of a recording, or what the daemon did at the time. */
export interface Track {
  readonly name: string;
  /** In order. */
  readonly rows: readonly HistoryRow[];
}

/** Two tracks of the same time. */
export type Pair = readonly [Track, Track];

/** A minute in which two tracks have a limit, the mean of each in bit/s. */
export interface Minute {
  readonly fromMs: number;
  readonly bps: readonly [number, number];
}

const MINUTE_MS = 60_000;

/** The minutes that both tracks tell of, in order. */
export function commonMinutes([one, other]: Pair, direction: Direction): readonly Minute[] {
  const others = byMinute(other);
  return [...byMinute(one)].flatMap(([minute, rows]) => {
    const oneBps = meanRateBps(rows, direction);
    const otherBps = meanRateBps(others.get(minute) ?? [], direction);
    if (oneBps === null || otherBps === null) return [];
    return [{ fromMs: minute * MINUTE_MS, bps: [oneBps, otherBps] }];
  });
}

/** Mean of the limits at the rows' ends, weighted by their time, bit/s; null when none is known. */
export function meanRateBps(rows: readonly HistoryRow[], direction: Direction): number | null {
  let bitSeconds = 0;
  let knownSec = 0;
  for (const {
    seconds,
    [direction]: { rate_bps },
  } of rows) {
    if (rate_bps === null) continue;
    bitSeconds += rate_bps * seconds;
    knownSec += seconds;
  }
  return knownSec > 0 ? bitSeconds / knownSec : null;
}

function byMinute({ rows }: Track): Map<number, HistoryRow[]> {
  const minutes = new Map<number, HistoryRow[]>();
  for (const row of rows) {
    const minute = Math.floor(beginMs(row) / MINUTE_MS);
    minutes.set(minute, [...(minutes.get(minute) ?? []), row]);
  }
  return minutes;
}
