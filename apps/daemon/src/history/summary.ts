import type { Direction } from '@wanctl/core';
import { beginMs, endMs, type Period } from './columns.js';
import { quantile } from './quantile.js';
import { type HistoryRow, ZONES } from './row.js';
import { durationText, minuteText } from './time-text.js';

/** Without a row for longer than this, ms, the daemon was not running: rows are written a minute late. */
const GAP_MS = 120_000;

/** What rows, in order, come to in a period, in lines for people: a word and the figures. */
export function summaryOf(
  rows: readonly HistoryRow[],
  period: Period,
): readonly (readonly [string, string])[] {
  const coveredSec = sum(rows.map(({ seconds }) => seconds));
  const writes = sum(rows.map((row) => row.writes));
  const gaps = gapsIn(rows, period);
  return [
    ['RTT', rttText(rows)],
    ['download', limitText(rows, 'download')],
    ['', zonesText(rows, 'download', coveredSec)],
    ['upload', limitText(rows, 'upload')],
    ['', zonesText(rows, 'upload', coveredSec)],
    ['writes', `${writes} limits, ${((writes * 3600) / coveredSec).toFixed(0)} an hour`],
    ...(gaps.length > 0 ? [['stopped', gapsText(gaps)] as const] : []),
  ];
}

function rttText(rows: readonly HistoryRow[]): string {
  const p50sMs = rows.map((row) => row.rtt_p50_ms);
  const p95sMs = rows.map((row) => row.rtt_p95_ms);
  const lost = sum(rows.map((row) => row.lost)) / sum(rows.map((row) => row.probes));
  const p50Ms = quantile(p50sMs, 0.5);
  const p95Ms = quantile(p95sMs, 0.95);
  if (p50Ms === null || p95Ms === null) return 'no answer to any probe';
  return `p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms; ${percent(lost)} of the probes lost`;
}

function limitText(rows: readonly HistoryRow[], direction: Direction): string {
  const lowestsBps = rows.map((row) => row[direction].min_rate_bps);
  const ratesBps = rows.map((row) => row[direction].rate_bps);
  const loads = rows.flatMap((row) => row[direction].load ?? []);
  const lowestBps = quantile(lowestsBps, 0);
  const highestBps = quantile(ratesBps, 1);
  if (lowestBps === null || highestBps === null) return 'no limit known';
  const mbps = (bps: number) => (bps / 1e6).toFixed(1);
  const load = loads.length > 0 ? `; load ${percent(sum(loads) / loads.length)} on average` : '';
  return `limit ${mbps(lowestBps)} to ${mbps(highestBps)} Mbit/s${load}`;
}

function zonesText(rows: readonly HistoryRow[], direction: Direction, coveredSec: number): string {
  const shares = [...ZONES, null].map((zone) => {
    const seconds = sum(rows.filter((row) => row[direction].zone === zone).map((row) => row.seconds));
    return seconds > 0 ? [`${zone ?? 'not judged'} ${percent(seconds / coveredSec)}`] : [];
  });
  return shares.flat().join(', ');
}

interface Gap {
  readonly fromMs: number;
  readonly durationMs: number;
}

function gapsIn(rows: readonly HistoryRow[], { fromMs, toMs }: Period): readonly Gap[] {
  const ends = [fromMs, ...rows.map(endMs)];
  const begins = [...rows.map(beginMs), toMs];
  const gaps = ends.map((endedMs, index) => ({
    fromMs: endedMs,
    durationMs: (begins[index] ?? toMs) - endedMs,
  }));
  return gaps.filter(({ durationMs }) => durationMs > GAP_MS);
}

function gapsText(gaps: readonly Gap[]): string {
  const longest = gaps.reduce((a, b) => (b.durationMs > a.durationMs ? b : a));
  const total = durationText(sum(gaps.map(({ durationMs }) => durationMs)));
  if (gaps.length === 1) return `for ${total} from ${minuteText(longest.fromMs)}`;
  const duration = durationText(longest.durationMs);
  return `${gaps.length} times, for ${total} in all; the longest for ${duration} from ${minuteText(longest.fromMs)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
