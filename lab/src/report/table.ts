import Table from 'cli-table3';
import type { Recording } from '../recording.js';
import type { Score } from '../score.js';
import { COLUMNS, cellsOf, cellText } from './cells.js';

/** Medians and ranges as text. */
export function textTable(recordings: readonly Recording[]): string {
  const table = new Table({
    head: ['line', 'law', ...COLUMNS.map(({ title }) => title)],
    style: { head: [], border: [], compact: true },
  });
  for (const cell of cellsOf(recordings)) {
    table.push([cell.scenario, cell.law, ...COLUMNS.map((column) => cellText(cell, column))]);
  }
  return table.toString();
}

/** A run in one clause. */
export function summaryOf({ meanMs, p95Ms, over100, utilisation }: Score): string {
  const used = utilisation === null ? '' : `, ${(utilisation * 100).toFixed(0)} % used`;
  return `mean +${meanMs.toFixed(1)} ms, p95 +${p95Ms.toFixed(0)} ms, ${(over100 * 100).toFixed(1)} % over 100 ms${used}`;
}
