import type { Direction } from '@wanctl/core';
import { chart, MARGIN } from './chart.js';
import { type Columns, type Period, toColumns } from './columns.js';
import { lowestMbps, timeLine, worstRttMs, ZONE_KEY, zoneLine } from './drawing.js';
import type { HistoryRow } from './row.js';
import { summaryOf } from './summary.js';
import { dayMinuteText, durationText, minuteText } from './time-text.js';

/** A WAN's rows, in order, of a period as charts and figures of at most `width` columns. */
export function report(wan: string, rows: readonly HistoryRow[], period: Period, width: number): string {
  const drawn = toColumns(rows, period, width - MARGIN);
  return [
    `${wan}: ${minuteText(period.fromMs)} to ${minuteText(period.toMs)}, a column is ${durationText(drawn.columnMs)}`,
    '',
    'RTT, ms (95th percentile, the worst of a column)',
    ...chart(worstRttMs(drawn)),
    ...limitLines(drawn, 'download'),
    ...limitLines(drawn, 'upload'),
    ZONE_KEY,
    zoneLine('download', drawn, 'download'),
    zoneLine('upload', drawn, 'upload'),
    timeLine(drawn, dayMinuteText),
    '',
    ...summaryOf(rows, period).map(([word, figures]) => word.padEnd(MARGIN) + figures),
  ].join('\n');
}

function limitLines(drawn: Columns, direction: Direction): string[] {
  return [
    `Limit of the ${direction}, Mbit/s (the lowest of a column)`,
    ...chart(lowestMbps(drawn, direction)),
  ];
}
