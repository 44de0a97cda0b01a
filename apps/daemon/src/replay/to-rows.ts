import type { Direction, LineSettings } from '@wanctl/core';
import { quantile } from '../history/quantile.js';
import { type HistoryDirection, type HistoryRow, ROW_MS, ZONES } from '../history/row.js';
import type { ReplayedCycle } from './replay.js';

/** What a law made of a recording, in rows as a history has them, so that one can be compared with the other. */
export async function toRows(
  cycles: AsyncIterable<ReplayedCycle>,
  line: LineSettings,
): Promise<readonly HistoryRow[]> {
  const rows: HistoryRow[] = [];
  let before: Applied = { download: null, upload: null };
  for await (const stretch of stretchesOf(cycles, line.intervalMs)) {
    rows.push(rowOf(stretch, before, line));
    before = stretch.at(-1)?.applied ?? before;
  }
  return rows;
}

type Stretch = readonly [ReplayedCycle, ...ReplayedCycle[]];
type Applied = ReplayedCycle['applied'];

async function* stretchesOf(
  cycles: AsyncIterable<ReplayedCycle>,
  intervalMs: number,
): AsyncGenerator<Stretch> {
  let stretch: [ReplayedCycle, ...ReplayedCycle[]] | null = null;
  for await (const cycle of cycles) {
    if (stretch && cycle.t_ms - stretch[0].t_ms < ROW_MS - intervalMs / 2) stretch.push(cycle);
    else {
      if (stretch) yield stretch;
      stretch = [cycle];
    }
  }
  if (stretch) yield stretch;
}

function rowOf(stretch: Stretch, before: Applied, { wanName, intervalMs }: LineSettings): HistoryRow {
  const beganMs = stretch[0].t_ms;
  const lastedMs = (stretch.at(-1)?.t_ms ?? beganMs) - beganMs;
  // A recording's cycles may be of another length than the line's.
  const cycleMs = stretch.length > 1 ? lastedMs / (stretch.length - 1) : intervalMs;
  const rttsMs = stretch.map(({ measured }) => measured);
  return {
    time: new Date(beganMs).toISOString(),
    wan: wanName,
    seconds: (lastedMs + cycleMs) / 1000,
    rtt_p50_ms: quantile(rttsMs, 0.5),
    rtt_p95_ms: quantile(rttsMs, 0.95),
    rtt_ms: [],
    probes: stretch.length,
    lost: rttsMs.filter((rttMs) => rttMs === null).length,
    writes: writesIn('download', stretch, before) + writesIn('upload', stretch, before),
    download: directionOf('download', stretch),
    upload: directionOf('upload', stretch),
  };
}

function directionOf(direction: Direction, stretch: Stretch): HistoryDirection {
  const ratesBps = stretch.map(({ applied }) => applied[direction]);
  return {
    zone: ZONES.findLast((zone) => stretch.some((cycle) => cycle[direction].zone === zone)) ?? null,
    rate_bps: ratesBps.at(-1) ?? null,
    min_rate_bps: quantile(ratesBps, 0),
    load: null,
    achieved_bps: [],
  };
}

function writesIn(direction: Direction, stretch: Stretch, before: Applied): number {
  const ratesBps = [before, ...stretch.map(({ applied }) => applied)].map((rates) => rates[direction]);
  return ratesBps.filter((rateBps, index) => index > 0 && rateBps !== ratesBps[index - 1]).length;
}
