import type { Direction, LineSettings, Zone } from '@wanctl/core';
import { plainTable } from '../health/plain-table.js';
import { type HistoryRow, ZONES } from '../history/row.js';
import { meanRateBps, type Track } from './track.js';

/** Tracks of one line side by side, as a table. */
export function figuresTable(tracks: readonly Track[], { bounds }: LineSettings): string {
  const rows = [
    ['', ...tracks.map(({ name }) => name)],
    ...directionLines(tracks, 'download', bounds.download.ceilingBps / 2),
    ...directionLines(tracks, 'upload', bounds.upload.ceilingBps / 2),
    ['writes', ...tracks.map((track) => String(sum(track.rows.map(({ writes }) => writes))))],
  ];
  return plainTable(rows, { colAligns: ['left', ...tracks.map(() => 'right' as const)] });
}

function directionLines(tracks: readonly Track[], direction: Direction, halfBps: number): string[][] {
  const line = (word: string, figureOf: (rows: readonly HistoryRow[]) => string) => [
    `  ${word}`,
    ...tracks.map(({ rows }) => figureOf(rows)),
  ];
  const isLow = (row: HistoryRow) => (row[direction].rate_bps ?? halfBps) < halfBps;
  const zoneLine = (zone: Zone | null) =>
    line(zone ?? 'not judged', (rows) => percent(rows, (row) => row[direction].zone === zone));
  return [
    [direction],
    line('mean limit', (rows) => mbps(meanRateBps(rows, direction))),
    line(`below ${mbps(halfBps)}`, (rows) => percent(rows, isLow)),
    line('10 s with a cut', (rows) => String(cutsIn(rows, direction))),
    ...[...ZONES, null].map(zoneLine).filter(([, ...shares]) => shares.some((share) => share !== '0.0 %')),
  ];
}

/** Rows whose lowest limit is below the limit before them. */
function cutsIn(rows: readonly HistoryRow[], direction: Direction): number {
  return rows.filter((row, index) => {
    const beforeBps = rows[index - 1]?.[direction].rate_bps;
    const lowestBps = row[direction].min_rate_bps;
    return beforeBps && lowestBps && lowestBps < beforeBps;
  }).length;
}

function percent(rows: readonly HistoryRow[], holds: (row: HistoryRow) => boolean): string {
  const share =
    sum(rows.filter(holds).map(({ seconds }) => seconds)) / sum(rows.map(({ seconds }) => seconds));
  return `${(share * 100).toFixed(1)} %`;
}

function mbps(bps: number | null): string {
  return bps === null ? 'not known' : `${(bps / 1e6).toFixed(1)} Mbit/s`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
