import type { Clock } from '@wanctl/core';
import { type Counters, zeroCounters } from './counters.js';
import type { Flash } from './flash.js';

/** Menus that the simulator knows. */
export type MenuPath =
  | 'interface'
  | 'ip/firewall/address-list'
  | 'ip/firewall/filter'
  | 'ip/firewall/mangle'
  | 'ip/service'
  | 'log'
  | 'queue/simple'
  | 'queue/tree'
  | 'queue/type'
  | 'routing/rule'
  | 'routing/table'
  | 'system/clock'
  | 'system/identity'
  | 'system/resource'
  | 'system/scheduler'
  | 'tool/netwatch'
  | 'user'
  | 'user/active'
  | 'user/group';

/** Commands that a menu may have; `print` and `get` are in all of them. */
export type MenuCommand =
  | 'add'
  | 'disable'
  | 'enable'
  | 'monitor-traffic'
  | 'remove'
  | 'reset-counters'
  | 'set';

/** Checks a written value and gives it as the router stores it. Throws `RouterError`. */
export type Parse = (text: string, property: string, router: Router) => string;

/** One property of a menu. */
export interface Field {
  /** Absent: the property cannot be written. */
  readonly parse?: Parse;
  /** Value of a new row, and of one that is unset. Absent: the property is left out until written. */
  readonly initial?: string;
  /** `add` needs it, and it cannot be unset. */
  readonly required?: boolean;
  /** Only rows of these kinds show it. */
  readonly ofKinds?: readonly string[];
  /** The stored value may be the `.id` of a row of this menu, which is shown by its name. */
  readonly references?: MenuPath;
}

/** Everything that is particular to one menu. */
export interface Menu {
  readonly fields: Readonly<Record<string, Field>>;
  readonly commands: readonly MenuCommand[];
  /** One nameless row that is always there, and no `.id`. */
  readonly singleton?: boolean;
  /** `.id` of the first row that a user adds. */
  readonly firstId: number;
  /** Rows that every router has, with their `.id`. */
  readonly builtIn?: readonly { readonly id: number; readonly values: Readonly<Record<string, string>> }[];
  /** Properties that the command line shows with `print stats` alone. */
  readonly statistics?: readonly string[];
  /** True for a row that is in memory alone: it costs no flash and is gone after a restart. */
  readonly isVolatile?: (values: StoredRow['values']) => boolean;
  /** What the router does about a row that has been added or changed. */
  readonly changed?: (router: Router, row: StoredRow, before: StoredRow['values']) => void;
  /** Properties that are computed when read. */
  readonly live?: (router: Router, row: StoredRow) => Record<string, string>;
}

/** A row as stored; `printRow` gives it as shown. */
export interface StoredRow {
  /** Another one after a reboot. */
  id: string;
  values: Readonly<Record<string, string>>;
  /** What it has counted; of a simple queue or an interface, the upload. */
  readonly counters: Counters;
  /** Of a simple queue or an interface, the download. */
  readonly downloadCounters: Counters;
}

/** A menu with its rows. */
export interface Table {
  readonly menu: Menu;
  readonly rows: StoredRow[];
  nextId: number;
}

/** The whole device, as data. */
export interface Router {
  readonly tables: Readonly<Record<MenuPath, Table>>;
  readonly clock: Clock;
  /** As `system/resource` shows it, e.g. `7.23.7 (long-term)`. */
  readonly version: string;
  readonly flash: Flash;
  /** Window over which `rate` is smoothed, ms. */
  readonly rateWindowMs: number;
  /** Whether a queue's counters start again when its `max-limit` changes. */
  readonly limitResetsCounters: boolean;
  /** Connections bypass the queues: they shape and count nothing. */
  fastTrack: boolean;
  /** Load of the CPU, 0 to 100; above 60 requests take longer. */
  cpuLoad: number;
  /** False while it is down, when nothing passes it. */
  up: boolean;
  /** When it last came up, ms of its clock. */
  bootedMs: number;
  /** Until then REST shows menus without rows, ms of its clock. */
  settledMs: number;
}

/** `.id` as RouterOS writes it. */
export function formatId(id: number): string {
  return `*${id.toString(16).toUpperCase()}`;
}

/** A menu as it is on a router without configuration. */
export function newTable(menu: Menu): Table {
  const rows = (menu.builtIn ?? []).map(({ id, values }) => newRow(formatId(id), values));
  return { menu, rows, nextId: menu.firstId };
}

/** Adds a row that has these values, whatever they are. */
export function appendRow(table: Table, values: StoredRow['values']): StoredRow {
  const row = newRow(formatId(table.nextId), values);
  table.nextId += 1;
  table.rows.push(row);
  return row;
}

/** Takes a row away; harmless when it is gone already. */
export function dropRow({ rows }: Table, row: StoredRow): void {
  const index = rows.indexOf(row);
  if (index >= 0) rows.splice(index, 1);
}

/** True when the router is up and has not been down since that boot, so that its commands still run. */
export function staysUp({ up, bootedMs }: Router, sinceBootMs: number): boolean {
  return up && bootedMs === sinceBootMs;
}

/** A row that has counted nothing yet. */
export function newRow(id: string, values: StoredRow['values']): StoredRow {
  return { id, values, counters: zeroCounters(), downloadCounters: zeroCounters() };
}
