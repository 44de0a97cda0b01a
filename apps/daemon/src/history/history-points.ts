import { setImmediate } from 'node:timers/promises';
import type { Direction } from '@wanctl/core';
import type { HistoryRange, LiveDirection, LivePoint } from '@wanctl/dashboard';
import { type HistoryPlace, readHistory } from '@wanctl/state-file';
import { beginMs, endMs } from './columns.js';
import { type HistoryRow, toHistoryRow, ZONES } from './row.js';

const HOUR_MS = 3_600_000;
const RANGES_MS: Readonly<Record<HistoryRange, number>> = {
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': 24 * HOUR_MS,
  '7d': 7 * 24 * HOUR_MS,
  '14d': 14 * 24 * HOUR_MS,
};
/** Points of a WAN: a chart has no room for more. With 1h each is of 12 s, and rows are of 10. */
const POINTS = 300;
/** The loops get their turn after so many rows. */
const ROWS_AT_ONCE = 100;

const NOTHING: LiveDirection = { rateBps: null, achievedBps: null, load: null, zone: '' };

/** The past of some WANs until `nowMs`, Unix ms, as `DashboardSource.history` promises it. Throws `ERR_STATE_IO`. */
export async function historyPoints(
  places: readonly HistoryPlace[],
  range: HistoryRange,
  nowMs: number,
): Promise<readonly LivePoint[]> {
  const points: LivePoint[] = [];
  for (const place of places) points.push(...(await pointsOf(place, nowMs - RANGES_MS[range], nowMs)));
  return points;
}

/** Row by row: two weeks of them are not to be in memory at once. */
async function pointsOf(place: HistoryPlace, fromMs: number, toMs: number): Promise<LivePoint[]> {
  const stepMs = (toMs - fromMs) / POINTS;
  const points = Array.from({ length: POINTS }, (_, index) =>
    emptyPoint(place.name, fromMs + index * stepMs),
  );
  let rows = 0;
  for await (const raw of readHistory(place, new Date(fromMs))) {
    rows += 1;
    if (rows % ROWS_AT_ONCE === 0) await setImmediate();
    const row = toHistoryRow(raw);
    if (!row) continue;
    const first = Math.max(0, Math.floor((beginMs(row) - fromMs) / stepMs));
    const end = Math.min(POINTS, Math.ceil((endMs(row) - fromMs) / stepMs));
    for (let index = first; index < end; index += 1) {
      const point = points[index];
      if (point) points[index] = worse(point, row);
    }
  }
  return rows === 0 ? [] : points;
}

function emptyPoint(wan: string, atMs: number): LivePoint {
  const nulls = { rttMs: null, baselineMs: null, deltaMs: null };
  return { kind: 'point', atMs, wan, ...nulls, download: NOTHING, upload: NOTHING };
}

/** The point as it is when it tells of that row, too. */
function worse(point: LivePoint, row: HistoryRow): LivePoint {
  return {
    ...point,
    rttMs: extreme(Math.max, point.rttMs, row.rtt_p95_ms),
    download: worseDirection('download', point, row),
    upload: worseDirection('upload', point, row),
  };
}

function worseDirection(direction: Direction, point: LivePoint, row: HistoryRow): LiveDirection {
  const { rateBps, achievedBps, load, zone } = point[direction];
  const { min_rate_bps, rate_bps, load: rowLoad, zone: rowZone } = row[direction];
  const passedBps = rate_bps === null || rowLoad === null ? null : rate_bps * rowLoad;
  return {
    rateBps: extreme(Math.min, rateBps, min_rate_bps),
    achievedBps: extreme(Math.max, achievedBps, passedBps),
    load: extreme(Math.max, load, rowLoad),
    zone: ZONES.findLast((known) => known === zone || known === rowZone) ?? '',
  };
}

function extreme(pick: (a: number, b: number) => number, a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : pick(a, b);
}
