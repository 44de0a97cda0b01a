import type { LiveDirection, LivePoint } from '@wanctl/dashboard';
import type { WanHealth } from '../health/wan-health.js';
import type { Look } from './look.js';
import { zoneText } from './paint.js';
import { reasonLines } from './reason-lines.js';
import { sparkline } from './sparkline.js';

/** A column of the sparkline stands for so long, ms. */
const COLUMN_MS = 1000;
const BAR_COLUMNS = 10;
const INDENT = '  ';

/** A WAN's part of the screen: how it is, RTT over time, and for each direction zone, limit, load and the reason. */
export function wanLines(wan: WanHealth, points: readonly LivePoint[], look: Look): string[] {
  const { paint } = look;
  const newest = points.at(-1);
  const status = wan.status === 'healthy' ? paint('green', 'healthy') : paint('red', 'degraded');
  const writes = `${wan.router_connectivity.writes_per_hour} writes an hour`;
  return [
    `${paint('bold', wan.name)}  ${status}  ${paint('dim', `law "${wan.law}", ${writes}`)}`,
    rttLine(points, look),
    ...directionLines('download', wan.download.state_reason, newest?.download, look),
    ...directionLines('upload', wan.upload.state_reason, newest?.upload, look),
  ];
}

function rttLine(points: readonly LivePoint[], { columns, paint, nowMs }: Look): string {
  const newest = points.findLast(({ rttMs }) => rttMs !== null);
  const figure = newest?.rttMs == null ? 'not measured' : `${newest.rttMs.toFixed(1).padStart(6)} ms`;
  const delta =
    newest?.deltaMs == null ? '' : `${signed(newest.deltaMs)} over ${newest.baselineMs?.toFixed(0)}`;
  const label = `${INDENT}RTT       ${figure}  ${delta}`.padEnd(38);
  const width = Math.max(0, columns - label.length - 13);
  if (width === 0) return label;
  const shown = worstPerColumn(points, width, nowMs);
  const max = Math.max(1, ...shown.map((rttMs) => rttMs ?? 0));
  return `${label}${paint('cyan', sparkline(shown, max))} ${paint('dim', `to ${max.toFixed(0)} ms`)}`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}

/** The highest RTT of each stretch of time, the newest last; null where none was measured. */
function worstPerColumn(points: readonly LivePoint[], width: number, nowMs: number): (number | null)[] {
  const first = Math.floor(nowMs / COLUMN_MS) - width + 1;
  const worst = new Array<number | null>(width).fill(null);
  for (const { atMs, rttMs } of points) {
    const column = Math.floor(atMs / COLUMN_MS) - first;
    if (column < 0 || column >= width || rttMs === null) continue;
    worst[column] = Math.max(worst[column] ?? 0, rttMs);
  }
  return worst;
}

function directionLines(
  name: 'download' | 'upload',
  reason: string | null,
  now: LiveDirection | undefined,
  look: Look,
): string[] {
  const { paint } = look;
  const limit = now?.rateBps == null ? 'no limit known' : `${mbps(now.rateBps)} Mbit/s`;
  return [
    `${INDENT}${name.padEnd(10)}${zoneText(now?.zone ?? '', paint, 8)}  limit ${limit.padStart(13)}  ${loadText(now)}`,
    ...reasonLines(reason ?? 'no decision yet', look),
  ];
}

function loadText(now: LiveDirection | undefined): string {
  if (now?.load == null || now.achievedBps === null) return 'load unknown';
  const full = Math.round(now.load * BAR_COLUMNS);
  const bar = '█'.repeat(full) + '░'.repeat(BAR_COLUMNS - full);
  return `${bar} ${(now.load * 100).toFixed(0).padStart(3)} %, ${mbps(now.achievedBps)} Mbit/s pass`;
}

function mbps(bps: number): string {
  return (bps / 1e6).toFixed(1);
}
