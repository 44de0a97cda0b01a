import type { Direction, Zone } from '@wanctl/core';
import { chart, MARGIN } from './chart.js';
import { type Columns, toColumns } from './columns.js';
import { quantile } from './quantile.js';
import { type HistoryRow, ZONES } from './row.js';
import { summaryOf } from './summary.js';
import { durationText, minuteText } from './time-text.js';

/** How a zone is drawn. */
const SIGNS: Readonly<Record<Zone, string>> = { GREEN: '.', YELLOW: 'y', SOFT_RED: 's', RED: 'R' };
/** Columns from one time to the next below the charts. */
const TIME_SPACING = 14;

/** A WAN's rows, in order, of the time until `nowMs` as charts and figures of at most `width` columns. */
export function report(wan: string, rows: readonly HistoryRow[], nowMs: number, width: number): string {
  const drawn = toColumns(rows, nowMs, width - MARGIN);
  const { fromMs, columnMs } = drawn;
  return [
    `${wan}: ${minuteText(fromMs)} to ${minuteText(nowMs)}, a column is ${durationText(columnMs)}`,
    '',
    'RTT, ms (95th percentile, the worst of a column)',
    ...chart(worstRtt(drawn)),
    ...limitLines(drawn, 'download'),
    ...limitLines(drawn, 'upload'),
    'Zone, the worst of a column: . GREEN, y YELLOW, s SOFT_RED, R RED, ? none',
    zoneLine(drawn, 'download'),
    zoneLine(drawn, 'upload'),
    timeLine(drawn),
    '',
    ...summaryOf(rows, nowMs).map(([word, figures]) => word.padEnd(MARGIN) + figures),
  ].join('\n');
}

function worstRtt({ columns }: Columns): (number | null)[] {
  const p95sMs = columns.map((rows) => rows.map((row) => row.rtt_p95_ms));
  return p95sMs.map((values) => quantile(values, 1));
}

function limitLines({ columns }: Columns, direction: Direction): string[] {
  const ratesBps = columns.map((rows) => rows.map((row) => row[direction].min_rate_bps));
  const lowestBps = ratesBps.map((values) => quantile(values, 0));
  const mbps = lowestBps.map((rateBps) => rateBps && rateBps / 1e6);
  return [`Limit of the ${direction}, Mbit/s (the lowest of a column)`, ...chart(mbps)];
}

function zoneLine({ columns }: Columns, direction: Direction): string {
  const signs = columns.map((rows) => {
    if (rows.length === 0) return ' ';
    const worst = ZONES.findLast((zone) => rows.some((row) => row[direction].zone === zone));
    return worst === undefined ? '?' : SIGNS[worst];
  });
  return (direction.padEnd(MARGIN) + signs.join('')).trimEnd();
}

/** Month, day and time of every so many columns, each with a bar below its column. */
function timeLine({ fromMs, columnMs, columns }: Columns): string {
  const starts = columns.map((_, index) => index).filter((index) => index % TIME_SPACING === 0);
  const times = starts
    .filter((start) => start === 0 || start + TIME_SPACING <= columns.length)
    .map((start) => `|${minuteText(fromMs + start * columnMs).slice(5)}`.padEnd(TIME_SPACING));
  return (' '.repeat(MARGIN) + times.join('')).trimEnd();
}
