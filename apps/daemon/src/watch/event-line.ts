import { localTime } from '@wanctl/core';
import type { LiveEvent } from '@wanctl/dashboard';
import type { Paint } from './paint.js';

/** What happened, in one line, with the time of day. */
export function eventLine({ atMs, name, what, text }: LiveEvent, paint: Paint): string {
  const told = `${what.padEnd(8)} ${name}: ${text}`;
  return `${timeOfDay(atMs)} ${what === 'fault' ? paint('red', told) : told}`;
}

/** The machine's own time of day, to the second. */
export function timeOfDay(atMs: number): string {
  return localTime(new Date(atMs)).slice(11, 19);
}
