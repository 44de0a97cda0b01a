import { styleText } from 'node:util';
import type { Zone } from '@wanctl/core';
import { blue, green, plot, red } from 'asciichart';

/** The line and the daemon at one moment. */
export interface Moment {
  /** Since the start of the evening, ms. */
  readonly atMs: number;
  readonly title: string;
  readonly rttMs: number;
  readonly capacityMbps: number;
  readonly limitMbps: number;
  /** What passes, Mbit/s. */
  readonly deliveredMbps: number;
  readonly zone: Zone;
  readonly reason: string;
}

/** One limit that the router took. */
export interface Write {
  readonly atMs: number;
  readonly text: string;
}

const CHART_HEIGHT = 5;
const LABEL_WIDTH = 10;
const ZONE_COLOURS = { GREEN: 'green', YELLOW: 'yellow', SOFT_RED: 'magenta', RED: 'red' } as const;

/** The whole picture, one text of at most `columns` columns and 24 lines. */
export function picture(moments: readonly Moment[], writes: readonly Write[], columns: number): string {
  const now = moments.at(-1);
  if (!now) return '';
  const width = Math.min(Math.max(columns, 60), 110) - LABEL_WIDTH - 4;
  const shown = moments.slice(-width);
  const zone = styleText(ZONE_COLOURS[now.zone], now.zone);
  return [
    `${styleText('bold', 'wanctl demo')}   a simulated router and line, steered by the real daemon   ${clock(now.atMs)}`,
    '',
    styleText('bold', now.title.slice(0, columns - 1)),
    '',
    'Delay to the internet, ms (low is good)',
    chart([shown.map(({ rttMs }) => rttMs)], 60, [red]),
    `Download, Mbit/s: ${styleText('blue', 'what the line can carry')}, ${styleText('green', 'what wanctl lets through')}`,
    chart([shown.map(({ capacityMbps }) => capacityMbps), shown.map(({ limitMbps }) => limitMbps)], 110, [
      blue,
      green,
    ]),
    `delay ${Math.round(now.rttMs)} ms   limit ${now.limitMbps.toFixed(0)} Mbit/s   delivered ${now.deliveredMbps.toFixed(0)} Mbit/s   ${zone}`,
    `why: ${now.reason}`.slice(0, columns - 1),
    `${writes.length} writes to the router; last: ${lastWrite(writes, now.atMs)}`,
    styleText('dim', 'Ctrl-C ends it.'),
  ].join('\n');
}

/** The moment as one line, for logs and pipes. */
export function plainLine({ atMs, rttMs, limitMbps, capacityMbps, deliveredMbps, zone }: Moment): string {
  const columns = [
    clock(atMs),
    `delay ${rttMs.toFixed(0).padStart(4)} ms`,
    `limit ${limitMbps.toFixed(0).padStart(3)} Mbit/s`,
    `line carries ${capacityMbps.toFixed(0).padStart(3)}`,
    `delivered ${deliveredMbps.toFixed(0).padStart(3)}`,
    zone,
  ];
  return columns.join('  ');
}

function chart(series: number[][], atLeast: number, colors: string[]): string {
  const max = Math.max(atLeast, ...series.flat());
  const format = (value: number) => value.toFixed(0).padStart(LABEL_WIDTH - 3);
  return plot(series, { height: CHART_HEIGHT, min: 0, max, colors, format });
}

function lastWrite(writes: readonly Write[], nowMs: number): string {
  const last = writes.at(-1);
  return last ? `${last.text}, ${Math.max(0, Math.round((nowMs - last.atMs) / 1000))} s ago` : 'none yet';
}

function clock(atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}
