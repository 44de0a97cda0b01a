import { setTimeout as sleep } from 'node:timers/promises';
import type { Direction } from '@wanctl/core';
import type { Line } from '../kernel/line.js';
import type { FixedLaw } from '../laws.js';
import type { Scenario } from '../plan/scenario.js';
import type { Row, RowDirection } from '../recording.js';
import { capacityAt, type Series } from '../series/series.js';
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
/** Between two rows, ms, to the nearest reading. */
const ROW_MS = 100;
/** Reflectors are late for this long, by this much, this often; ms. */
const LATE = { forMs: 400, byMs: 100, everyMs: 5000 };

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
    if (tMs - (rows.at(-1)?.tMs ?? -Infinity) > ROW_MS - READ_MS / 2) rows.push({ tMs, download, upload });
    await sleep(READ_MS - ((now() - tMs) % READ_MS));
  }
  return rows;
}

/** Reads a queue and tells the router. */
async function read(
  { line, shaper, router, series }: RunParts,
  direction: Direction,
  tMs: number,
): Promise<RowDirection> {
  const counters = await line.readQueue(direction);
  router?.count(direction, counters);
  const capacityBps = capacityAt(series, direction, tMs);
  return { capacityBps, limitBps: shaper.limitsBps[direction], ...counters };
}

/** Sets what is another than it was: capacities, limits of a fixed law, lateness of the reflectors. */
function followSeries({ line, scenario, series, shaper, law }: RunParts): (tMs: number) => Promise<void> {
  const capacitiesBps = { download: 0, upload: 0 };
  let lateMs = 0;
  return async (tMs) => {
    for (const direction of ['download', 'upload'] as const) {
      if (law) shaper.set(direction, law.limitBps(series, direction, tMs));
      const bps = capacityAt(series, direction, tMs);
      if (bps !== capacitiesBps[direction]) await line.setCapacity(direction, bps);
      capacitiesBps[direction] = bps;
    }
    const isLate = scenario.lateReflectors && tMs >= 0 && tMs % LATE.everyMs < LATE.forMs;
    const delayMs = isLate ? LATE.byMs : 0;
    if (delayMs !== lateMs) await line.setReflectors({ delayMs, jitterMs: scenario.jitterMs });
    lateMs = delayMs;
  };
}
