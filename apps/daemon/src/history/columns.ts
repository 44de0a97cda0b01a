import type { HistoryRow } from './row.js';

/** A time, Unix ms. */
export interface Period {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A period cut into columns of equal length, each with the rows that reach into it. */
export interface Columns {
  readonly fromMs: number;
  readonly columnMs: number;
  readonly columns: readonly (readonly HistoryRow[])[];
}

/** No column is shorter, ms: the times of rows are to the second, and between two rows no column may stay empty. */
const SHORTEST_MS = 2000;

/** Cuts a period, in which all of the rows begin, into at most `most` columns. */
export function toColumns(rows: readonly HistoryRow[], { fromMs, toMs }: Period, most: number): Columns {
  const count = Math.max(1, Math.min(most, Math.floor((toMs - fromMs) / SHORTEST_MS)));
  const columnMs = Math.max(SHORTEST_MS, (toMs - fromMs) / count);
  const columns = Array.from({ length: count }, (): HistoryRow[] => []);
  for (const row of rows) {
    const first = Math.floor((beginMs(row) - fromMs) / columnMs);
    const end = Math.ceil((endMs(row) - fromMs) / columnMs);
    for (const column of columns.slice(first, end)) column.push(row);
  }
  return { fromMs, columnMs, columns };
}

/** When a row began, Unix ms. */
export function beginMs(row: HistoryRow): number {
  return Date.parse(row.time);
}

/** When what a row tells of ended, Unix ms. */
export function endMs(row: HistoryRow): number {
  return beginMs(row) + row.seconds * 1000;
}
