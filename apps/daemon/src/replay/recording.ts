import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { messageOf, oneLine, WanctlError } from '@wanctl/core';
import { parse } from 'csv-parse';

/** One cycle of a recording. */
export interface RecordedCycle {
  /** From 0. */
  readonly cycle: number;
  /** Time of the cycle in ms; null when the recording has no `t_ms` column. */
  readonly tMs: number | null;
  /** One RTT in ms per reflector, in order; null: no reply. */
  readonly rttMs: readonly (number | null)[];
  readonly routerAccepts: boolean;
  /** Cumulative byte counters; null when not recorded. */
  readonly bytes: { readonly download: number | null; readonly upload: number | null };
}

const RTT_COLUMN = /^rtt_[1-9]\d*$/;
const OTHER_COLUMNS = ['t_ms', 'router', 'download_bytes', 'upload_bytes'];

/**
 * Reads a recording row by row: columns `rtt_1`, `rtt_2`… (ms, empty: no reply), optionally `t_ms`, `router`
 * (`ok` or `fail`), `download_bytes`, `upload_bytes`. Throws one clear line at the first row that is none.
 */
export async function* readRecording(file: string): AsyncGenerator<RecordedCycle> {
  const columns = (header: string[]) => checkHeader(file, header);
  const rows = parse({ columns, bom: true, trim: true, info: true, skip_empty_lines: true });
  // What goes wrong on either side comes out of the loop below.
  pipeline(createReadStream(file), rows, () => {});
  let cycle = 0;
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: Row; info: { lines: number } }>) {
      yield cycleOf(record, cycle, `${file}:${info.lines}`);
      cycle += 1;
    }
  } catch (error) {
    throw invalid(file, error);
  }
  if (cycle === 0)
    throw new WanctlError(
      'ERR_CONFIG_INVALID',
      `${file}: no rows to replay; below the header there is a row per cycle`,
    );
}

type Row = Readonly<Record<string, string>>;

function checkHeader(file: string, header: string[]): string[] {
  const names = header.map((name) => name.trim());
  const unknown = names.filter((name) => !RTT_COLUMN.test(name) && !OTHER_COLUMNS.includes(name));
  if (!names.includes('rtt_1') || unknown.length > 0) {
    const found =
      unknown.length > 0 ? `unknown column "${oneLine(unknown[0] ?? '', 40)}"` : 'no column "rtt_1"';
    throw new WanctlError(
      'ERR_CONFIG_INVALID',
      `${file}:1: ${found}; the columns are rtt_1, rtt_2, ... and optionally ${OTHER_COLUMNS.join(', ')}`,
    );
  }
  return names;
}

function cycleOf(row: Row, cycle: number, place: string): RecordedCycle {
  const number = (column: string): number | null => {
    const text = row[column];
    if (text === undefined || text === '') return null;
    const value = Number(text);
    if (Number.isFinite(value) && value >= 0) return value;
    throw new WanctlError(
      'ERR_CONFIG_INVALID',
      `${place}: ${column} must be a number from 0 up or empty (${oneLine(text, 40)})`,
    );
  };
  const router = row['router'] ?? 'ok';
  if (router !== 'ok' && router !== 'fail') {
    throw new WanctlError(
      'ERR_CONFIG_INVALID',
      `${place}: router must be ok or fail (${oneLine(router, 40)})`,
    );
  }
  const rttColumns = Object.keys(row)
    .filter((column) => RTT_COLUMN.test(column))
    .sort((a, b) => Number(a.slice(4)) - Number(b.slice(4)));
  return {
    cycle,
    tMs: number('t_ms'),
    rttMs: rttColumns.map(number),
    routerAccepts: router === 'ok',
    bytes: { download: number('download_bytes'), upload: number('upload_bytes') },
  };
}

function invalid(file: string, error: unknown): WanctlError {
  if (error instanceof WanctlError) return error;
  return new WanctlError(
    'ERR_CONFIG_INVALID',
    `${file} cannot be replayed: ${oneLine(messageOf(error), 200)}`,
    {
      cause: error,
    },
  );
}
