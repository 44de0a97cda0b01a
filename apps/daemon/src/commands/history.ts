import { loadWanFiles } from '../daemon/load-files.js';
import { beginMs } from '../history/columns.js';
import { readRows, whyNone } from '../history/read-rows.js';
import { report } from '../history/report.js';

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

/**
 * Prints each WAN's history as charts and figures, all of the same time, or as one JSON line per row. Throws
 * `WanctlError`.
 */
export async function history({ config, last, json }: HistoryOptions, io: HistoryIo): Promise<number> {
  const toMs = io.now.getTime();
  const found = [];
  for (const wan of await loadWanFiles(config, { needSecrets: false })) {
    const rows = await readRows(wan, toMs - last, toMs);
    if (rows.length === 0) io.note(await whyNone(wan, last, toMs));
    else if (json) for (const row of rows) await io.print(JSON.stringify(row));
    else found.push({ wan: wan.wanName, rows });
  }
  const fromMs = Math.min(...found.flatMap(({ rows }) => rows.slice(0, 1).map(beginMs)));
  for (const { wan, rows } of found) await io.print(`${report(wan, rows, { fromMs, toMs }, io.width)}\n`);
  return 0;
}
