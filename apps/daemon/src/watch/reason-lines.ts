import { plainTable } from '../health/plain-table.js';
import type { Look } from './look.js';

const INDENT = ' '.repeat(12);

/** A reason below the figures that it explains, wrapped; what does not fit is cut off and marked so. */
export function reasonLines(text: string, { columns, paint, reasonRows }: Look): string[] {
  const width = Math.max(20, columns - INDENT.length);
  const lines = plainTable([[text]], { colWidths: [width] }).split('\n');
  const shown = lines.slice(0, reasonRows);
  return shown.map((line, row) =>
    paint('dim', `${INDENT}${line}${row === shown.length - 1 && lines.length > shown.length ? ' …' : ''}`),
  );
}
