import type { Direction } from '@wanctl/core';
import type { Recording } from '../recording.js';
import { loadedDirections } from '../score.js';

/** Columns of numbers over the same times, as uPlot wants them. Times in s. */
type Columns = readonly (readonly (number | null)[])[];

/** What a run's charts show. */
export interface ChartData {
  /** Per loaded direction: times, capacity, limit, delivered; Mbit/s. */
  readonly rates: readonly { readonly direction: Direction; readonly columns: Columns }[];
  /** Times and round-trip times in ms. */
  readonly rtt: Columns;
  /** Times, and the zones of download and upload, 0 GREEN to 3 RED; empty without a daemon. */
  readonly zones: Columns;
}

const SEVERITY = { GREEN: 0, YELLOW: 1, SOFT_RED: 2, RED: 3 };
/** Delivered rates are means over so many rows, 0.5 s. */
const MEAN_ROWS = 5;

/** A recording as columns. */
export function chartData({ scenario, rows, pings, zones }: Recording): ChartData {
  const seconds = rows.map(({ tMs }) => round(tMs / 1000));
  const rates = loadedDirections(scenario).map((direction) => {
    const delivered = rows.map((row, index) => {
      const before = rows[index - MEAN_ROWS];
      if (!before) return null;
      return round((row[direction].bytes - before[direction].bytes) / 125 / (row.tMs - before.tMs));
    });
    const capacity = rows.map((row) => round(row[direction].capacityBps / 1e6));
    const limit = rows.map((row) => mbps(row[direction].limitBps));
    return { direction, columns: [seconds, capacity, limit, delivered] };
  });
  return {
    rates,
    rtt: [pings.map(({ tMs }) => round(tMs / 1000)), pings.map(({ rttMs }) => rttMs)],
    zones: [
      zones.map(({ tMs }) => round(tMs / 1000)),
      zones.map(({ download }) => SEVERITY[download]),
      zones.map(({ upload }) => SEVERITY[upload]),
    ],
  };
}

function mbps(bps: number | null): number | null {
  return bps === null ? null : round(bps / 1e6);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
