import { isJsonObject, type Json, type Row } from '@wanctl/core';
import { refusal } from './refusal.js';
import { valueText } from './value-text.js';

/**
 * Rows of what a read has printed: a JSON document per line, an array of objects or, from a singleton menu, one
 * object; objects of one `.id`, or else of one place, are parts of one row. Throws a `TransportError` for
 * anything else.
 */
export function decodeRows(text: string): Row[] {
  const rows = new Map<string, Row>();
  const documents = linesOf(text).map(parse);
  if (documents.length === 0) throw refusal(text, false);
  for (const document of documents) {
    for (const [index, value] of [document].flat().entries()) {
      const row = toRow(value);
      if (!row) throw refusal(text, false);
      const key = row['.id'] ?? String(index);
      rows.set(key, { ...rows.get(key), ...row });
    }
  }
  return [...rows.values()];
}

/** How many changes of a line have reported `done`, counted from the first up to one that has not. */
export function countDone(text: string): number {
  const lines = new Set(linesOf(text));
  let count = 0;
  while (lines.has(`done ${count}`)) count += 1;
  return count;
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function toRow(value: unknown): Row | null {
  if (!isJsonObject(value)) return null;
  const entries = Object.entries(value).map(([property, json]) => [
    property,
    valueText(property, json as Json),
  ]);
  return entries.some(([, text]) => text === null) ? null : Object.fromEntries(entries);
}
