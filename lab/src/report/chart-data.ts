import type { Direction, Zone } from '@wanctl/core';
import { bisector, max, range } from 'd3-array';
import type { Recording, Row } from '../recording.js';
import { loadedDirections } from '../score/loaded-directions.js';

/** A direction's rates at a moment, Mbit/s. */
export interface RatePoint {
  readonly s: number;
  readonly capacity: number;
  /** Null: not limited. */
  readonly limit: number | null;
  /** Over the 0.5 s before; null: not known yet. */
  readonly delivered: number | null;
}

/** The longest round trip of a moment; null: no answer. */
export interface RttPoint {
  readonly s: number;
  readonly ms: number | null;
}

/** A direction's zone for a while. */
export interface ZoneSpan {
  readonly fromS: number;
  readonly toS: number;
  readonly zone: Zone;
}

/** What a run's chart shows of a loaded direction. */
export interface DirectionChart {
  readonly direction: Direction;
  readonly rates: readonly RatePoint[];
  /** Empty without a daemon. */
  readonly zones: readonly ZoneSpan[];
}

/** More points than this no chart can show. */
const MOST_POINTS = 1500;
const DELIVERED_OVER_MS = 500;
const rowAt = bisector(({ tMs }: Row) => tMs);

/** The loaded directions of a run. */
export function directionCharts({ scenario, rows, zones }: Recording): DirectionChart[] {
  return loadedDirections(scenario).map((direction) => ({
    direction,
    rates: thinned(rows).map(([row]) => ratePoint(row, rows, direction)),
    zones: zones.map((change, index) => ({
      fromS: change.tMs / 1000,
      toS: (zones[index + 1]?.tMs ?? scenario.seconds * 1000) / 1000,
      zone: change[direction],
    })),
  }));
}

/** The round trips of a run. */
export function rttPoints({ pings }: Recording): RttPoint[] {
  return thinned(pings).map((some) => ({
    s: some[0].tMs / 1000,
    ms: some.every(({ rttMs }) => rttMs === null) ? null : (max(some, ({ rttMs }) => rttMs ?? 0) ?? null),
  }));
}

function ratePoint(row: Row, rows: readonly Row[], direction: Direction): RatePoint {
  const { capacityBps, limitBps, deliveredBytes } = row[direction];
  const before = rows[rowAt.right(rows, row.tMs - DELIVERED_OVER_MS) - 1];
  return {
    s: row.tMs / 1000,
    capacity: capacityBps / 1e6,
    limit: limitBps === null ? null : limitBps / 1e6,
    delivered: before
      ? (deliveredBytes - before[direction].deliveredBytes) / 125 / (row.tMs - before.tMs)
      : null,
  };
}

/** Neighbours together, so that few enough are left. */
function thinned<Item>(items: readonly Item[]): [Item, ...Item[]][] {
  const size = Math.ceil(items.length / MOST_POINTS);
  return range(0, items.length, size || 1).map((at) => items.slice(at, at + size) as [Item, ...Item[]]);
}
