import { dirname } from 'node:path';
import { readHistory } from '@wanctl/state-file';
import type { WanSettings } from '../config/wan-settings.js';
import { loadWanFiles } from '../daemon/load-files.js';
import { beginMs, endMs } from '../history/columns.js';
import { report } from '../history/report.js';
import { type HistoryRow, toHistoryRow } from '../history/row.js';
import { durationText, minuteText } from '../history/time-text.js';

/** Flags of `wanctl history`. */
export interface HistoryOptions {
  readonly config: readonly string[];
  /** How far back, ms. */
  readonly last: number;
  readonly json: boolean;
}

/** What the command needs of its surroundings. */
export interface HistoryIo {
  readonly now: Date;
  /** Columns of the terminal. */
  readonly width: number;
  /** Takes one or more lines, without the last newline. */
  print(text: string): Promise<void>;
  /** Takes a line that is no result. */
  note(line: string): void;
}

/** Prints each WAN's history as charts and figures, or as one JSON line per row. Throws `WanctlError`. */
export async function history({ config, last, json }: HistoryOptions, io: HistoryIo): Promise<number> {
  const nowMs = io.now.getTime();
  for (const wan of await loadWanFiles(config, { needSecrets: false })) {
    const rows = await readRows(wan, nowMs - last, nowMs);
    if (rows.length === 0) io.note(await whyNone(wan, last, nowMs));
    else if (json) for (const row of rows) await io.print(JSON.stringify(row));
    else await io.print(`${report(wan.wanName, rows, nowMs, io.width)}\n`);
  }
  return 0;
}

/** The rows that began in that time, in order; a clock that was set may have mixed up those of the files. */
async function readRows(wan: WanSettings, fromMs: number, toMs: number): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  const place = { folder: dirname(wan.stateFile), name: wan.wanName };
  for await (const raw of readHistory(place, new Date(fromMs))) {
    const row = toHistoryRow(raw);
    if (row && beginMs(row) >= fromMs && beginMs(row) <= toMs) rows.push(row);
  }
  return rows.sort((a, b) => beginMs(a) - beginMs(b));
}

async function whyNone(wan: WanSettings, lastMs: number, nowMs: number): Promise<string> {
  const { wanName, stateFile, history, file } = wan;
  const newest = (await readRows(wan, 0, nowMs)).at(-1);
  const reason = history
    ? 'the daemon adds to it every minute while it runs'
    : `${file} says "enabled: false" under "history"`;
  return newest
    ? `${wanName}: no history of the last ${durationText(lastMs)}, the newest is of ${minuteText(endMs(newest))}; ${reason}`
    : `${wanName}: no history in ${dirname(stateFile)} yet; ${reason}`;
}
