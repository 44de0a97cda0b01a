import { appendRow, type Router } from './router.js';

// `memory-lines` of the factory's `memory` action (RouterOS manual, "Log").
const KEPT = 1000;

/** Writes a line to `/log`, e.g. with topics `system,info,account`. */
export function writeLog({ tables: { log }, clock }: Router, topics: string, message: string): void {
  appendRow(log, { message, time: calendarTime(clock.wall()), topics });
  if (log.rows.length > KEPT) log.rows.shift();
}

/** `YYYY-MM-DD HH:MM:SS`, as RouterOS writes it over REST. */
export function calendarTime(wall: Date): string {
  return wall.toISOString().slice(0, 19).replace('T', ' ');
}
