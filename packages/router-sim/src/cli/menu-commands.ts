import { wearFlash } from '../device/flash.js';
import type { Router, StoredRow, Table } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { ROW_COMMANDS } from '../device/row-commands.js';
import { addRow, findRow, printRow } from '../device/rows.js';
import { monitorTraffic } from '../menus/interface.js';
import { requirePolicy } from '../users.js';
import type { Command, Expression } from './command.js';
import { meets } from './match.js';
import { rowValue, typedRow } from './row-value.js';
import { isList, textOf, type Value } from './value.js';

type Resolve = (expression: Expression) => Value;
type Run = (router: Router, table: Table, command: Command, resolve: Resolve) => Value;

const READS: Readonly<Record<string, Run>> = { find, print, get, 'monitor-traffic': monitor };

/** Runs a command of a menu and gives its value. `resolve` gives the value of an argument. */
export function runMenuCommand(
  router: Router,
  policies: readonly string[],
  command: Command,
  resolve: Resolve,
): Value {
  const { menu, name } = command;
  if (!menu) return undefined;
  const read = READS[name];
  requirePolicy(policies, read ? 'read' : 'write');
  if (read) wearFlash(router, 'read');
  const run = read ?? (name === 'add' ? add : change);
  return run(router, router.tables[menu], command, resolve);
}

function find(router: Router, table: Table, command: Command, resolve: Resolve): string[] {
  return matchingRows(router, table, command, resolve).map(({ id }) => id);
}

function print(router: Router, table: Table, command: Command, resolve: Resolve): Value {
  const rows = matchingRows(router, table, command, resolve);
  if (command.flags.has('count-only')) return rows.length;
  const proplist = textArgument(command, 'proplist', resolve)?.split(',');
  const values = rows.map((row) => rowValue(router, table, row, command.flags.has('stats'), proplist));
  return table.menu.singleton ? values[0] : values;
}

function get(router: Router, table: Table, command: Command, resolve: Resolve): Value {
  const [row] = namedRows(table, command, 'number', resolve);
  if (!row) throw new RouterError(404);
  const value = rowValue(router, table, row, false, Object.keys(printRow(router, table, row)));
  const property = textArgument(command, 'value-name', resolve);
  return property === undefined ? value : value[property];
}

function monitor(_router: Router, table: Table, command: Command, resolve: Resolve): Value {
  // Without `once` it would run until somebody presses a key, and nobody can.
  if (!command.flags.has('once')) throw new RouterError(400, 'interrupted');
  return typedRow(monitorTraffic(table, textArgument(command, 'interface', resolve) ?? ''));
}

function add(router: Router, table: Table, command: Command, resolve: Resolve): string {
  return addRow(router, table, fieldsOf(command, resolve)).id;
}

function change(router: Router, table: Table, command: Command, resolve: Resolve): undefined {
  const run = ROW_COMMANDS[command.name as keyof typeof ROW_COMMANDS];
  const fields = fieldsOf(command, resolve);
  for (const row of namedRows(table, command, 'numbers', resolve)) run(router, table, row, fields);
}

function matchingRows(router: Router, table: Table, { where }: Command, resolve: Resolve): StoredRow[] {
  if (!where) return [...table.rows];
  return table.rows.filter((row) => meets(router, table, printRow(router, table, row), where, resolve));
}

function textArgument(command: Command, name: string, resolve: Resolve): string | undefined {
  const expression = command.arguments.get(name);
  return expression && textOf(resolve(expression));
}

function fieldsOf(command: Command, resolve: Resolve): Record<string, string> {
  const named = [...command.arguments].filter(([name]) => name !== 'numbers');
  return Object.fromEntries(named.map(([name, expression]) => [name, textOf(resolve(expression))]));
}

/** Rows that an argument names by `.id`s or names; of a singleton, its only one. */
function namedRows(table: Table, command: Command, argument: string, resolve: Resolve): StoredRow[] {
  if (table.menu.singleton) return [...table.rows];
  const expression = command.arguments.get(argument);
  if (!expression) throw new RouterError(400, 'expected item id');
  const value = resolve(expression);
  const keys = isList(value) ? value.map(textOf) : textOf(value).split(',');
  const isName = expression.kind === 'text' && expression.quoted;
  return keys.map((key) => {
    if (isName && key.startsWith('*')) throw new RouterError(404);
    return findRow(table, key);
  });
}
