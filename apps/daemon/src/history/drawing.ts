import type { Direction, Zone } from '@wanctl/core';
import { MARGIN, type Series } from './chart.js';
import type { Columns } from './columns.js';
import { quantile } from './quantile.js';
import { ZONES } from './row.js';

/** How a zone is drawn. */
const SIGNS: Readonly<Record<Zone, string>> = { GREEN: '.', YELLOW: 'y', SOFT_RED: 's', RED: 'R' };
/** Columns from one time to the next below the charts. */
const TIME_SPACING = 14;

/** What the signs of `zoneLine` mean. */
export const ZONE_KEY = 'Zone (the worst): . GREEN, y YELLOW, s SOFT_RED, R RED, ? none, blank: stopped';

/** The highest 95th percentile of the delay in each column, ms. */
export function worstRttMs({ columns }: Columns): Series {
  return columns.map((rows) =>
    quantile(
      rows.map((row) => row.rtt_p95_ms),
      1,
    ),
  );
}

/** The lowest limit in each column, Mbit/s. */
export function lowestMbps({ columns }: Columns, direction: Direction): Series {
  const ratesBps = columns.map((rows) => rows.map((row) => row[direction].min_rate_bps));
  return ratesBps.map((rates) => quantile(rates, 0)).map((rateBps) => rateBps && rateBps / 1e6);
}

/** The worst zone of each column as a sign, after a word. */
export function zoneLine(word: string, { columns }: Columns, direction: Direction): string {
  const signs = columns.map((rows) => {
    if (rows.length === 0) return ' ';
    const worst = ZONES.findLast((zone) => rows.some((row) => row[direction].zone === zone));
    return worst === undefined ? '?' : SIGNS[worst];
  });
  return (word.slice(0, MARGIN - 1).padEnd(MARGIN) + signs.join('')).trimEnd();
}

/** The time of every so many columns, each with a bar below its column. */
export function timeLine(
  { fromMs, columnMs, columns }: Columns,
  timeText: (unixMs: number) => string,
): string {
  const starts = columns.map((_, index) => index).filter((index) => index % TIME_SPACING === 0);
  const times = starts
    .filter((start) => start === 0 || start + TIME_SPACING <= columns.length)
    .map((start) => `|${timeText(fromMs + start * columnMs)}`.padEnd(TIME_SPACING));
  return (' '.repeat(MARGIN) + times.join('')).trimEnd();
}
