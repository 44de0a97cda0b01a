import { isJsonObject, type Json, type JsonObject } from '@wanctl/core';
import type { MenuCommand, Router, StoredRow, Table } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { ROW_COMMANDS } from '../device/row-commands.js';
import { addRow, type Fields, findRow, pick, printRow } from '../device/rows.js';
import { monitorTraffic } from '../menus/interface.js';
import { matchesQuery } from './query.js';

/** Runs `POST /rest/menu/command`; the answer is what REST gives as its body. */
export function runCommand(
  router: Router,
  table: Table,
  command: MenuCommand | 'print',
  body: JsonObject,
): Json {
  if (command === 'print') return print(router, table, body);
  if (command === 'add') return { ret: addRow(router, table, toFields(body)).id };
  if (command === 'monitor-traffic') return [monitorTraffic(table, monitored(body))];
  const { '.id': id, numbers, ...changes } = body;
  const fields = toFields(changes);
  for (const row of namedRows(table, id ?? numbers)) ROW_COMMANDS[command](router, table, row, fields);
  return [];
}

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

function print(
  router: Router,
  table: Table,
  { '.proplist': proplist, '.query': query, ...others }: JsonObject,
): Json {
  const [stranger] = Object.keys(others);
  if (stranger !== undefined) throw new RouterError(400, `unknown parameter ${stranger}`);
  const rows = table.rows.map((row) => printRow(router, table, row));
  return rows.filter((row) => matchesQuery(row, words(query) ?? [])).map((row) => pick(row, words(proplist)));
}

function monitored({ interface: name }: JsonObject): string {
  if (typeof name !== 'string') throw new RouterError(400, 'missing =interface=');
  return name;
}

/** Rows that `.id` or `numbers` lists, separated by commas; of a singleton, its only one. */
function namedRows(table: Table, list: Json | undefined): StoredRow[] {
  if (table.menu.singleton) return [...table.rows];
  if (typeof list !== 'string') throw new RouterError(400, 'missing =.id=');
  return list.split(',').map((key) => findRow(table, key));
}

function words(value: Json | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  const list = typeof value === 'string' ? value.split(',') : [value].flat();
  return list.map((word) => (typeof word === 'string' ? word : JSON.stringify(word)));
}
