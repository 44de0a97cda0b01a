import type { Direction, LineSettings } from '@wanctl/core';
import { chart, MARGIN } from '../history/chart.js';
import { beginMs, endMs, type Period, toColumns } from '../history/columns.js';
import { lowestMbps, timeLine, worstRttMs, ZONE_KEY, zoneLine } from '../history/drawing.js';
import { durationText } from '../history/time-text.js';
import { figuresTable } from './figures.js';
import { commonMinutes, type Pair, type Track } from './track.js';

/** A difference between two limits that a person cares for, share of the higher one. */
const DIFFERENT = 0.1;

/** Tracks of one line to be compared, and how. */
export interface Comparison {
  readonly line: LineSettings;
  /** All that have figures; the first shows the delay. */
  readonly tracks: readonly Track[];
  /** The two of them that are drawn. */
  readonly pair: Pair;
  /** Says in at most 12 signs when something was. */
  readonly timeText: (ms: number) => string;
  /** Columns of the terminal. */
  readonly width: number;
}

/** A comparison as charts and figures for people. */
export function replayReport({ line, tracks, pair, timeText, width }: Comparison): string {
  const period = periodOf(pair[0]);
  const columnsOf = ({ rows }: Track) => toColumns(rows, period, width - MARGIN);
  const [one, other] = [columnsOf(pair[0]), columnsOf(pair[1])];
  const names = pair.map(({ name }) => name);
  const limitLines = (direction: Direction) => [
    `Limit of the ${direction}, Mbit/s (the lowest): ─ ${names[0]}, · ${names[1]}`,
    ...chart(lowestMbps(one, direction), lowestMbps(other, direction)),
    zoneLine(pair[0].name, one, direction),
    zoneLine(pair[1].name, other, direction),
  ];
  return [
    `${line.wanName}: ${names.join(' and ')}, ${timeText(period.fromMs)} to ${timeText(period.toMs)}, a column is ${durationText(one.columnMs)}`,
    '',
    'RTT as measured, ms (95th percentile, the worst of a column)',
    ...chart(worstRttMs(columnsOf(tracks[0] ?? pair[0]))),
    ...limitLines('download'),
    ...limitLines('upload'),
    timeLine(one, timeText),
    ZONE_KEY,
    '',
    figuresTable(tracks, line),
    '',
    differenceLines(pair, 'download', timeText),
    differenceLines(pair, 'upload', timeText),
  ].join('\n');
}

function periodOf({ rows: [first, ...rest] }: Track): Period {
  if (!first) return { fromMs: 0, toMs: 0 };
  return { fromMs: beginMs(first), toMs: endMs(rest.at(-1) ?? first) };
}

function differenceLines(pair: Pair, direction: Direction, timeText: Comparison['timeText']): string {
  const minutes = commonMinutes(pair, direction);
  const apart = minutes
    .map(({ fromMs, bps }) => ({ fromMs, bps, share: 1 - Math.min(...bps) / Math.max(...bps) }))
    .filter(({ share }) => share > DIFFERENT)
    .sort((a, b) => b.share - a.share);
  const [most] = apart;
  const where = most
    ? `\n${' '.repeat(MARGIN)}most at ${timeText(most.fromMs)}: ${most.bps.map((bps) => (bps / 1e6).toFixed(1)).join(' and ')} Mbit/s`
    : '';
  return `${direction.padEnd(MARGIN)}a tenth or more apart in ${apart.length} of ${minutes.length} minutes${where}`;
}
