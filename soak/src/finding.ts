import Table from 'cli-table3';
import type { DiskUse } from './folders.js';
import { slopeOf } from './slope.js';

/** One file of the usual rotation lasts a day. */
const LOG_MB_PER_DAY = 10;
const HISTORY_MB_PER_DAY = 5;

/** Something that has a limit. */
export interface Finding {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly holds: boolean;
}

/** A row for each, with a word where the limit does not hold. */
export function findingsTable(findings: readonly Finding[]): string {
  const table = new Table({
    head: ['what', 'measured', 'limit', ''],
    colAligns: ['left', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  });
  for (const { what, measured, limit, holds } of findings) {
    table.push([what, measured, limit, holds ? '' : 'EXCEEDED']);
  }
  return table.toString();
}

/** A figure that must not exceed a limit. */
export function atMost(what: string, measured: number, limit: number, digits = 0): Finding {
  return {
    what,
    measured: measured.toFixed(digits),
    limit: limit.toFixed(digits),
    holds: measured <= limit,
  };
}

/** What must not grow by more than a limit an hour, with the standard error of the slope. Points are of hours. */
export function growthAtMost(
  what: string,
  points: readonly (readonly [hours: number, figure: number])[],
  limit: number,
): Finding {
  const { perUnit, error } = slopeOf(points);
  return {
    what,
    measured: `${perUnit.toFixed(2)} ± ${error.toFixed(2)}`,
    limit: limit.toFixed(2),
    holds: perUnit <= limit,
  };
}

/** What a WAN writes in a day, from what so many WANs have written in some hours, bytes all: log and history. */
export function diskFindings({ logBytes, historyBytes }: DiskUse, wans: number, hours: number): Finding[] {
  const mbPerDay = (bytes: number) => ((bytes / wans / hours) * 24) / 1e6;
  return [
    atMost('log, MB a day and WAN', mbPerDay(logBytes), LOG_MB_PER_DAY, 2),
    atMost('history, MB a day and WAN', mbPerDay(historyBytes), HISTORY_MB_PER_DAY, 2),
  ];
}
