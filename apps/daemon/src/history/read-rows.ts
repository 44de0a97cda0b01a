import { dirname } from 'node:path';
import { readHistory } from '@wanctl/state-file';
import type { WanSettings } from '../config/wan-settings.js';
import { beginMs, endMs } from './columns.js';
import { type HistoryRow, toHistoryRow } from './row.js';
import { durationText, minuteText } from './time-text.js';

/**
 * A WAN's rows that began in that time, Unix ms, in order; a clock that was set may have mixed up those of the files.
 * Throws `ERR_STATE_IO`.
 */
export async function readRows(wan: WanSettings, fromMs: number, toMs: number): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  const place = { folder: dirname(wan.stateFile), name: wan.wanName };
  for await (const raw of readHistory(place, new Date(fromMs))) {
    const row = toHistoryRow(raw);
    if (row && beginMs(row) >= fromMs && beginMs(row) <= toMs) rows.push(row);
  }
  return rows.sort((a, b) => beginMs(a) - beginMs(b));
}

/** Why there are no rows of the last `lastMs`, and what to do, in one line. Throws `ERR_STATE_IO`. */
export async function whyNone(wan: WanSettings, lastMs: number, nowMs: number): Promise<string> {
  const { wanName, stateFile, history, file } = wan;
  const newest = (await readRows(wan, 0, nowMs)).at(-1);
  const reason = history
    ? 'the daemon adds to it every minute while it runs'
    : `${file} says "enabled: false" under "history"`;
  return newest
    ? `${wanName}: no history of the last ${durationText(lastMs)}, the newest is of ${minuteText(endMs(newest))}; ${reason}`
    : `${wanName}: no history in ${dirname(stateFile)} yet; ${reason}`;
}
