import type { Row } from '@wanctl/core';
import type { Menu, Router, StoredRow, Table } from '../device/router.js';
import { pick, printRow } from '../device/rows.js';
import { text } from '../device/values.js';
import type { Value, ValueMap } from './value.js';

/**
 * A row as the command line holds it: numbers and booleans are such, durations are like a clock, and counters
 * come with `stats` alone, or when the proplist names them (measured on CHR 7.21 to 7.23).
 */
export function rowValue(
  router: Router,
  table: Table,
  row: StoredRow,
  statistics: boolean,
  proplist: readonly string[] | undefined,
): ValueMap {
  const { fields, statistics: counted = [] } = table.menu;
  const shown = Object.entries(pick(printRow(router, table, row), proplist));
  const wanted = shown.filter(([property]) => {
    if (proplist || property === '.id' || property === 'name') return true;
    return statistics === counted.includes(property);
  });
  return typedRow(Object.fromEntries(wanted), fields);
}

/** A row's values as what they are; those of fields that take any text stay text. */
export function typedRow(row: Row, fields: Menu['fields'] = {}): ValueMap {
  const typed = Object.entries(row).map(([property, value]) => {
    return [property, fields[property]?.parse === text ? value : typedValue(value)] as const;
  });
  return Object.fromEntries(typed);
}

function typedValue(value: string): Value {
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  return /^(\d+(w|d|h|ms?|us|s))+$/.test(value) ? clockTime(value) : value;
}

/** A duration as the console writes it: `1w2d19h55m19s` is `1w2d19:55:19`, `100ms` is `00:00:00.100`. */
function clockTime(duration: string): string {
  const amounts = new Map<string, string>();
  for (const [, amount = '', unit = ''] of duration.matchAll(/(\d+)(ms|us|[wdhms])/g))
    amounts.set(unit, amount);
  const days = ['w', 'd'].map((unit) => (amounts.has(unit) ? `${amounts.get(unit)}${unit}` : ''));
  const clock = ['h', 'm', 's'].map((unit) => (amounts.get(unit) ?? '0').padStart(2, '0')).join(':');
  const [ms, us] = ['ms', 'us'].map((unit) => amounts.get(unit)?.padStart(3, '0'));
  const fraction = us ? `.${ms ?? '000'}${us}` : ms ? `.${ms}` : '';
  return `${days.join('')}${clock}${fraction}`;
}
