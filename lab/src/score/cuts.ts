import type { Direction } from '@wanctl/core';
import type { Recording, Row, Write } from '../recording.js';

/** The cuts of a run, and how many of them hit a direction whose queue it was not. */
export interface Cuts {
  readonly all: number;
  /** The provider's buffer of that direction was empty. */
  readonly wrong: number;
  /** Of these, those while that of the other direction was empty, too. */
  readonly needless: number;
}

/** A cut takes more than this of a limit at once: laws drift by up to 3 % while idle, and their mildest cuts are 4 %. */
const CUT_SHARE = 0.035;
/** A buffer was empty when no reading of this time before the cut shows a queue, ms. */
const BEFORE_MS = 1000;
/** A queue stands when it takes the line this long, ms, and is more than two full packets. */
const QUEUE_MS = 5;
const QUEUE_BYTES = 2 * 1514;

/** Judges the cuts under load by what really stood in the provider's buffers. */
export function cutsOf({ rows, writes }: Recording): Cuts {
  const cuts = writes.filter(isCut);
  const wrong = cuts.filter((cut) => !stood(rows, cut.direction, cut.tMs));
  const needless = wrong.filter(({ direction, tMs }) => {
    return !stood(rows, direction === 'download' ? 'upload' : 'download', tMs);
  });
  return { all: cuts.length, wrong: wrong.length, needless: needless.length };
}

function isCut({ tMs, fromBps, bps }: Write): boolean {
  return tMs >= 0 && bps !== null && bps < (1 - CUT_SHARE) * (fromBps ?? Infinity);
}

function stood(rows: readonly Row[], direction: Direction, untilMs: number): boolean {
  return rows.some((row) => {
    const { bufferedBytes, capacityBps } = row[direction];
    const queueBytes = Math.max(QUEUE_BYTES, (QUEUE_MS * capacityBps) / 8000);
    return row.tMs > untilMs - BEFORE_MS && row.tMs <= untilMs && bufferedBytes > queueBytes;
  });
}
