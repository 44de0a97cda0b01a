import type { Direction } from '@wanctl/core';
import { max, median } from 'd3-array';
import type { Recording } from '../recording.js';
import type { Delay } from './delays.js';
import { loadedDirections } from './loaded-directions.js';

/** How a law met sudden losses of capacity, medians in ms; null when there were none that concerned it. */
export interface Falls {
  /** Until its first cut. */
  readonly firstCutMs: number | null;
  /** Until the limit was below what the line carried. */
  readonly belowMs: number | null;
  /** The most that a ping was late. */
  readonly peakMs: number | null;
}

interface Fall {
  readonly direction: Direction;
  readonly atMs: number;
  readonly toBps: number;
}

/** From one row to the next, a fall leaves at most this part of the capacity. */
const LEFT_SHARE = 0.6;
/** It is watched for this long, ms; what does not happen until then counts as this. */
const WATCH_MS = 5000;

/** Looks at each fall of a loaded direction to less than its limit. */
export function fallsOf(recording: Recording, delays: readonly Delay[]): Falls {
  const { scenario, writes } = recording;
  const falls = loadedDirections(scenario).flatMap((direction) => fallsIn(recording, direction));
  const untilWrite = ({ direction, atMs }: Fall, isIt: (bps: number, fromBps: number) => boolean) => {
    const it = writes.find(
      (write) =>
        write.direction === direction &&
        write.tMs >= atMs &&
        isIt(write.bps ?? Infinity, write.fromBps ?? Infinity),
    );
    return Math.min(WATCH_MS, (it?.tMs ?? Infinity) - atMs);
  };
  const peak = ({ atMs }: Fall) => {
    const watched = delays.filter(({ tMs }) => tMs >= atMs && tMs < atMs + WATCH_MS);
    return max(watched, ({ addedMs }) => addedMs);
  };
  return {
    firstCutMs: median(falls, (fall) => untilWrite(fall, (bps, fromBps) => bps < fromBps)) ?? null,
    belowMs: median(falls, (fall) => untilWrite(fall, (bps) => bps < fall.toBps)) ?? null,
    peakMs: median(falls, peak) ?? null,
  };
}

function fallsIn({ rows }: Recording, direction: Direction): Fall[] {
  return rows.flatMap(({ tMs: atMs, [direction]: { capacityBps: toBps, limitBps } }, index) => {
    const fromBps = rows[index - 1]?.[direction].capacityBps ?? 0;
    const concerns = atMs > 0 && toBps <= LEFT_SHARE * fromBps && (limitBps ?? Infinity) > toBps;
    return concerns ? [{ direction, atMs, toBps }] : [];
  });
}
