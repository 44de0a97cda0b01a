import { bisector, median } from 'd3-array';
import type { Recording, Row } from '../recording.js';

/** What the line's queues added to a ping. */
export interface Delay {
  readonly tMs: number;
  readonly addedMs: number;
}

/** What a ping without an answer counts as: as long as was waited for it, or a dead line would look fast. */
const NO_ANSWER_MS = 5000;
const rowAt = bisector(({ tMs }: Row) => tMs);

/**
 * The pings under load. The line's own delay is the median ping of the warm-up, and what the line's round trip has
 * changed since by itself. Throws when no ping of the warm-up was answered.
 */
export function delaysOf({ rows, pings }: Recording): Delay[] {
  const baseMs = median(pings.filter(({ tMs }) => tMs < 0).flatMap(({ rttMs }) => rttMs ?? []));
  if (baseMs === undefined) throw new Error('no ping was answered before the load: the line does not work');
  const lineRttMs = (tMs: number) => rows[Math.max(0, rowAt.right(rows, tMs) - 1)]?.lineRttMs ?? 0;
  const sinceMs = lineRttMs(-Infinity);
  return pings
    .filter(({ tMs }) => tMs >= 0)
    .map(({ tMs, rttMs }) => {
      const ownMs = baseMs + lineRttMs(tMs) - sinceMs;
      return { tMs, addedMs: Math.max(0, (rttMs ?? NO_ANSWER_MS) - ownMs) };
    });
}
