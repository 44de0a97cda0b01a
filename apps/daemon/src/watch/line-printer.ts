import { eventLine } from './event-line.js';
import { plain } from './paint.js';
import { pointLine } from './point-line.js';
import type { Seen } from './seen.js';

/** Prints what is new since the last call, from `sinceMs` on (calendar time, epoch ms): a point per WAN, all events. */
export function linePrinter(print: (line: string) => void, sinceMs: number): (seen: Seen) => void {
  let missing = '';
  let toldMs = sinceMs;
  return (seen) => {
    if (missing !== seen.missing.join('\n')) for (const line of seen.missing) print(line);
    missing = seen.missing.join('\n');
    const points = [...seen.points.values()].flatMap((ofWan) => ofWan.slice(-1));
    const newest = [...points, ...seen.events]
      .filter(({ atMs }) => atMs > toldMs)
      .sort((a, b) => a.atMs - b.atMs);
    for (const record of newest)
      print(record.kind === 'point' ? pointLine(record) : eventLine(record, plain));
    toldMs = newest.at(-1)?.atMs ?? toldMs;
  };
}
