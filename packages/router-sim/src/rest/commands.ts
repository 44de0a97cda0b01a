import { isJsonObject, type Json, type JsonObject, type Row } from '@wanctl/core';
import type { MenuCommand, Router, StoredRow, Table } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { addRow, type Fields, findRow, printRow, removeRow, setRow } from '../device/rows.js';
import { matchesQuery, pick } from './query.js';

type Run = (router: Router, table: Table, body: JsonObject) => Json;

/** Commands that `POST /rest/menu/command` runs; the answer is what REST gives as its body. */
export const COMMANDS: Readonly<Record<MenuCommand | 'print', Run>> = {
  print: (router, table, { '.proplist': proplist, '.query': query, ...others }) => {
    const [stranger] = Object.keys(others);
    if (stranger !== undefined) throw new RouterError(400, `unknown parameter ${stranger}`);
    const rows = table.rows.map((row) => printRow(router, table, row));
    return rows
      .filter((row) => matchesQuery(row, words(query) ?? []))
      .map((row) => pick(row, words(proplist)));
  },
  add: (router, table, body) => ({ ret: addRow(router, table, toFields(body)).id }),
  set: (router, table, { '.id': id, numbers, ...changes }) => {
    for (const row of namedRows(table, id ?? numbers)) setRow(router, table, row, toFields(changes));
    return [];
  },
  enable: (router, table, body) => setDisabled(router, table, body, 'false'),
  disable: (router, table, body) => setDisabled(router, table, body, 'true'),
  remove: (_router, table, { '.id': id, numbers }) => {
    for (const row of namedRows(table, id ?? numbers)) removeRow(table, row);
    return [];
  },
  'reset-counters': (_router, table, { '.id': id, numbers }) => {
    for (const { counters } of namedRows(table, id ?? numbers))
      Object.assign(counters, { bytes: 0, packets: 0 });
    return [];
  },
};

/** A JSON body as property values. The router takes numbers and booleans for text, and null for unset. */
export function toFields(body: JsonObject): Fields {
  const fields = Object.entries(body).map(([property, value]) => {
    if (Array.isArray(value) || isJsonObject(value)) {
      throw new RouterError(400, `invalid value for argument ${property}`);
    }
    return [property, String(value ?? '')] as const;
  });
  return Object.fromEntries(fields);
}

function setDisabled(
  router: Router,
  table: Table,
  { '.id': id, numbers }: JsonObject,
  disabled: string,
): Row[] {
  for (const row of namedRows(table, id ?? numbers)) setRow(router, table, row, { disabled });
  return [];
}

/** Rows that `.id` or `numbers` lists, separated by commas; of a singleton, its only one. */
function namedRows(table: Table, list: Json | undefined): StoredRow[] {
  if (table.menu.singleton) return [...table.rows];
  if (typeof list !== 'string') throw new RouterError(400, 'missing =.id=');
  return list.split(',').map((key) => findRow(table, key));
}

function words(value: Json | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : String(value).split(',')).map(String);
}
