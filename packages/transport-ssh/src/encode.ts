import { type Change, type Command, type ReadRequest, TransportError } from '@wanctl/core';
import { quote } from './quote.js';

/** Properties that `print` gives with `stats` only (RouterOS manual, "Queues" and "Filter": statistics). */
const COUNTERS: ReadonlySet<string> = new Set([
  'bytes',
  'packets',
  'dropped',
  'rate',
  'packet-rate',
  'queued-bytes',
  'queued-packets',
]);

/**
 * Command lines that read a menu, to be tried in order while the router rejects them: singleton menus have no
 * `detail`, and only RouterOS 7.17 or later can keep text that looks like a number as it is. Each prints one JSON
 * document of settings, of counters, or one of each (`:serialize`, RouterOS 7.13). Rows are never filtered by the
 * router. Throws `rejected` for a malformed menu or field.
 */
export function encodeRead(request: ReadRequest): readonly string[] {
  const forms = printsOf(request);
  return [' options=json.no-string-conversion', ''].flatMap((options) =>
    forms.map((prints) => prints.map((print) => `:put [:serialize to=json${options} [${print}]]`).join('; ')),
  );
}

/** The `print`s of each form of a read. */
function printsOf({ menu, match = {}, fields }: ReadRequest): readonly string[][] {
  const path = menuPath(menu);
  if (!fields) return [[`${path}/print detail as-value`], [`${path}/print as-value`]];
  const wanted = [...new Set([...fields, ...Object.keys(match)])]
    .filter((field) => field !== '.id')
    .map(word);
  const counters = wanted.filter((field) => COUNTERS.has(field));
  const settings = wanted.filter((field) => !COUNTERS.has(field));
  const prints = [];
  if (settings.length > 0) prints.push(`${path}/print as-value proplist=${settings.join(',')}`);
  if (counters.length > 0) prints.push(`${path}/print stats as-value proplist=${counters.join(',')}`);
  return [prints.length > 0 ? prints : [`${path}/print as-value`]];
}

/**
 * One command line for all changes, in their order. Each reports `done` and its index once it is made; the first
 * that fails ends the line. Throws `rejected` for a malformed menu, id or property.
 */
export function encodeChanges(changes: readonly Change[]): string {
  return changes.map((change, index) => reporting(encodeChange(change), index)).join('; ');
}

/** A command line that reports `done 0` once the command has been carried out. Throws like `encodeChanges`. */
export function encodeCommand({ menu, name, arguments: given = {} }: Command): string {
  return reporting(`${menuPath(`${menu}/${name}`)}${assignments(given)}`, 0);
}

function encodeChange({ menu, id, set }: Change): string {
  return `${menuPath(menu)}/set ${rowId(id)}${assignments(set)}`;
}

function reporting(line: string, index: number): string {
  return `${line}; :put ${quote(`done ${index}`)}`;
}

/** Arguments of a command; its objects are given by `.id`, as `numbers`. */
function assignments(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => (name === '.id' ? ` numbers=${rowId(value)}` : ` ${word(name)}=${quote(value)}`))
    .join('');
}

function rowId(id: string): string {
  // Never quoted: in quotes it would be a name.
  if (/^\*[0-9A-F]+$/i.test(id)) return id;
  throw new TransportError('rejected', `${quote(id)} is not an id; write it like *1A`);
}

function word(name: string): string {
  if (/^[a-z0-9][a-z0-9.-]*$/.test(name)) return name;
  throw new TransportError('rejected', `${quote(name)} is not a property; write it like max-limit`);
}

function menuPath(menu: string): string {
  if (/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(menu)) return `/${menu}`;
  throw new TransportError('rejected', `${quote(menu)} is not a menu; write it like queue/tree`);
}
