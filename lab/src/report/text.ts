import Table from 'cli-table3';
import { markdownTable } from 'markdown-table';
import type { Score } from '../score/score.js';
import type { Table as Content, Place } from './tables.js';

/** A table for a terminal: medians only. */
export function textTable({ head, rows }: Content): string {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => row.map((place) => (isFigure(place) ? place.text : (place ?? '-')))));
  return table.toString();
}

/** A table for Markdown: medians and ranges. */
export function markdown({ head, rows }: Content): string {
  return markdownTable([[...head], ...rows.map((row) => row.map(inWords))]);
}

/** A median with its range, `2.4 (2.0-3.1)`; `-` for nothing. */
export function inWords(place: Place): string {
  if (!isFigure(place)) return place ?? '-';
  return place.range === '' ? place.text : `${place.text} (${place.range})`;
}

function isFigure(place: Place): place is Exclude<Place, string | null> {
  return typeof place === 'object' && place !== null;
}

/** A run in one clause. */
export function summaryOf({ meanMs, p95Ms, over100, utilisation }: Score): string {
  const used = utilisation === null ? '' : `, ${(utilisation * 100).toFixed(0)} % used`;
  return `mean +${meanMs.toFixed(1)} ms, p95 +${p95Ms.toFixed(0)} ms, ${(over100 * 100).toFixed(1)} % over 100 ms${used}`;
}
