import { localTime } from '@wanctl/core';
import prettyMs from 'pretty-ms';

/** Unix ms as local time to the minute, `2026-01-09 21:15`. */
export function minuteText(unixMs: number): string {
  return localTime(new Date(unixMs)).slice(0, 16).replace('T', ' ');
}

/** Unix ms as local time without the year, `01-09 21:15`. */
export function dayMinuteText(unixMs: number): string {
  return minuteText(unixMs).slice(5);
}

/** A duration in ms by its two largest units, to the second: `3h 10m`. */
export function durationText(durationMs: number): string {
  return prettyMs(durationMs, { unitCount: 2, secondsDecimalDigits: 0 });
}
