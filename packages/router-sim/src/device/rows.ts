import type { Row } from '@wanctl/core';
import { wearFlash } from './flash.js';
import { appendRow, dropRow, type Field, type Router, type StoredRow, type Table } from './router.js';
import { RouterError } from './router-error.js';

/** Property values as written; an empty one unsets. */
export type Fields = Readonly<Record<string, string>>;

/** The row with that `.id` or, in menus with names, that name; a 404 when there is none. */
export function findRow(table: Table, idOrName: string): StoredRow {
  const row = table.rows.find(({ id, values }) => id === idOrName || values['name'] === idOrName);
  if (!row) throw new RouterError(404);
  return row;
}

/** A row as RouterOS shows it: all text, keys in alphabetical order, nothing that was never written. */
export function printRow(router: Router, table: Table, row: StoredRow): Row {
  const shown: [string, string][] = table.menu.singleton ? [] : [['.id', row.id]];
  for (const [property, { ofKinds, references }] of Object.entries(table.menu.fields)) {
    const stored = row.values[property];
    if (stored === undefined || ofKinds?.includes(row.values['kind'] ?? '') === false) continue;
    const target = references && router.tables[references].rows.find(({ id }) => id === stored);
    shown.push([property, target?.values['name'] ?? stored]);
  }
  shown.push(...Object.entries(table.menu.live?.(router, row) ?? {}));
  return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Keeps the named properties and `.id`; all of them when `names` is undefined. */
export function pick(row: Row, names: readonly string[] | undefined): Row {
  if (!names) return row;
  return Object.fromEntries(Object.entries(row).filter(([key]) => key === '.id' || names.includes(key)));
}

/** True when a row refers to one that no longer exists, which RouterOS shows as `invalid`. */
export function isInvalid(router: Router, table: Table, row: StoredRow): boolean {
  return Object.entries(table.menu.fields).some(([property, { references }]) => {
    const stored = row.values[property];
    if (!references || !stored?.startsWith('*')) return false;
    return !router.tables[references].rows.some(({ id }) => id === stored);
  });
}

/** Adds a row; nothing changes unless all of its values will do. */
export function addRow(router: Router, table: Table, fields: Fields): StoredRow {
  const properties = Object.entries(table.menu.fields);
  const missing = properties.find(([property, { required }]) => required && !fields[property]);
  if (missing) throw new RouterError(400, `missing =${missing[0]}=`);
  const initial = properties.flatMap(([property, field]) =>
    field.initial === undefined ? [] : [[property, field.initial] as const],
  );
  const row = appendRow(table, valuesWith(router, table, undefined, Object.fromEntries(initial), fields));
  changed(router, table, row, {});
  return row;
}

/** Changes a row; nothing changes unless all of the values will do. */
export function setRow(router: Router, table: Table, row: StoredRow, fields: Fields): void {
  const before = row.values;
  row.values = valuesWith(router, table, row, before, fields);
  changed(router, table, row, before);
}

/** Removes a row. Rows that refer to it stay and become invalid. */
export function removeRow(router: Router, table: Table, row: StoredRow): void {
  dropRow(table, row);
  wear(router, table, row);
}

function changed(router: Router, table: Table, row: StoredRow, before: StoredRow['values']): void {
  wear(router, table, row);
  table.menu.changed?.(router, row, before);
}

function wear(router: Router, { menu }: Table, { values }: StoredRow): void {
  if (!menu.isVolatile?.(values)) wearFlash(router, 'write');
}

/** The values of a row after a change; refuses what will not do. */
function valuesWith(
  router: Router,
  table: Table,
  row: StoredRow | undefined,
  before: StoredRow['values'],
  fields: Fields,
): StoredRow['values'] {
  const values: Record<string, string> = { ...before };
  for (const [property, value] of Object.entries(fields)) {
    const field = Object.hasOwn(table.menu.fields, property) ? table.menu.fields[property] : undefined;
    const stored = checked(router, property, field, value);
    if (stored === undefined) delete values[property];
    else values[property] = stored;
  }
  const { name } = values;
  if ('name' in fields && table.rows.some((other) => other !== row && other.values['name'] === name)) {
    throw new RouterError(400, 'failure: already have such name');
  }
  return values;
}

function checked(router: Router, property: string, field: Field | undefined, value: string) {
  if (!field?.parse) throw new RouterError(400, `unknown parameter ${property}`);
  if (value !== '') return field.parse(value, property, router);
  if (field.required) throw new RouterError(400, `invalid value for argument ${property}`);
  return field.initial;
}
