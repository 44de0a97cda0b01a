import { setTimeout as sleep } from 'node:timers/promises';
import type { Direction } from '@wanctl/core';
import type { Line } from '../kernel/line.js';
import type { FixedLaw } from '../laws.js';
import type { Scenario } from '../plan/scenario.js';
import type { Row, RowDirection } from '../recording.js';
import { addedRttAt, capacityAt, type Series } from '../series/series.js';
import { followSeries } from './follow-series.js';
import type { LabRouter } from './lab-router.js';
import type { Shaper } from './shaper.js';

/** What a run works with. */
export interface RunParts {
  readonly line: Line;
  readonly scenario: Scenario;
  readonly series: Series;
  readonly shaper: Shaper;
  /** Told of the queues' counters; absent without a daemon. */
  readonly router?: LabRouter;
  /** Asked for the limits; absent with a daemon. */
  readonly law?: FixedLaw;
  /** Ends the recording before its time. */
  readonly ended?: AbortSignal;
}

/** Between two readings of the queues, ms: what a daemon reads of them is no older. */
const READ_MS = 25;
/** Between two rows at the most, ms, to the nearest reading. */
const ROW_MS = 100;

/**
 * Moves the line through its series and notes what it does, from now until the scenario's end. The load begins at
 * `loadAtMs` on the clock of `performance.now()`.
 */
export async function record(parts: RunParts, loadAtMs: number): Promise<Row[]> {
  const rows: Row[] = [];
  const follow = followSeries(parts);
  const endMs = parts.scenario.seconds * 1000;
  const now = () => performance.now() - loadAtMs;
  for (let tMs = now(); tMs < endMs && !parts.ended?.aborted; tMs = now()) {
    await follow(tMs);
    const [download, upload] = await Promise.all([read(parts, 'download', tMs), read(parts, 'upload', tMs)]);
    const lineRttMs = parts.scenario.baseRttMs + addedRttAt(parts.series, tMs);
    const row = { tMs, lineRttMs, download, upload };
    if (isDue(row, rows.at(-1))) rows.push(row);
    await sleep(READ_MS - ((now() - tMs) % READ_MS));
  }
  return rows;
}

/** A row is kept when it is time, and when the line begins to carry something else. */
function isDue({ tMs, download, upload }: Row, last: Row | undefined): boolean {
  return (
    last === undefined ||
    tMs - last.tMs > ROW_MS - READ_MS / 2 ||
    download.capacityBps !== last.download.capacityBps ||
    upload.capacityBps !== last.upload.capacityBps
  );
}

/** Reads a direction and tells the router what its queue has counted. */
async function read(
  { line, shaper, router, series }: RunParts,
  direction: Direction,
  tMs: number,
): Promise<RowDirection> {
  const [counters, buffer] = await Promise.all([line.readQueue(direction), line.readBuffer(direction)]);
  router?.count(direction, counters);
  const capacityBps = capacityAt(series, direction, tMs);
  return {
    ...{ capacityBps, limitBps: shaper.limitsBps[direction], ...counters },
    bufferedBytes: buffer.queuedBytes,
    // CAKE is behind the bottleneck of the download, and before that of the upload.
    deliveredBytes: direction === 'download' ? counters.bytes : buffer.bytes,
  };
}
