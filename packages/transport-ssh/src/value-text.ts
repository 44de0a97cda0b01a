import type { Json } from '@wanctl/core';

/** Properties whose text may look like a duration without being one. */
const NEVER_DURATIONS: ReadonlySet<string> = new Set(['name', 'comment', 'time', 'start-time']);

const CLOCK_TIME = /^(?:(\d+)w)?(?:(\d+)d)?(\d+):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/;
const EPOCH_DATE = /^(19[78]\d-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/**
 * A value of the console's JSON in the words of REST, e.g. `true`, `10000000`, `a,b` and `1m30s`; null when
 * RouterOS has no such value. The console writes a duration as `00:01:30`, and one of a day or more as the date
 * that it is from 1970 on (seen on RouterOS 7.24).
 */
export function valueText(property: string, value: Json | undefined): string | null {
  if (typeof value === 'string') return NEVER_DURATIONS.has(property) ? value : durationText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value)) return null;
  const parts = value.map((part) => (Array.isArray(part) ? null : valueText(property, part)));
  return parts.includes(null) ? null : parts.join(',');
}

/** The text in the form `1w2d3h4m5s6ms7us` when it is a duration; anything else as it is. */
function durationText(text: string): string {
  const [, date, time] = EPOCH_DATE.exec(text) ?? [];
  const [, weeks, days, hours, minutes, seconds, fraction = ''] = CLOCK_TIME.exec(time ?? text) ?? [];
  if (seconds === undefined) return text;
  const totalDays = Number(weeks ?? 0) * 7 + Number(days ?? 0) + (date ? Date.parse(date) / 86_400_000 : 0);
  const amounts = [
    [Math.floor(totalDays / 7), 'w'],
    [totalDays % 7, 'd'],
    [hours, 'h'],
    [minutes, 'm'],
    [seconds, 's'],
    [fraction.padEnd(6, '0').slice(0, 3), 'ms'],
    [fraction.padEnd(6, '0').slice(3, 6), 'us'],
  ];
  const words = amounts
    .filter(([amount]) => Number(amount) > 0)
    .map(([amount, unit]) => `${Number(amount)}${unit}`);
  return words.join('') || '0s';
}
