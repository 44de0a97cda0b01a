import { type Counters, zeroCounters } from './counters.js';

/** Menus that the simulator knows. */
export type MenuPath =
  | 'ip/firewall/mangle'
  | 'queue/tree'
  | 'queue/type'
  | 'system/identity'
  | 'system/resource';

/** Commands that a menu may have; `print` and `get` are in all of them. */
export type MenuCommand = 'add' | 'remove' | 'set' | 'enable' | 'disable' | 'reset-counters';

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
  /** Properties that are computed when read. */
  readonly live?: (router: Router, row: StoredRow) => Record<string, string>;
}

/** A row as stored; `printRow` gives it as shown. */
export interface StoredRow {
  readonly id: string;
  values: Readonly<Record<string, string>>;
  readonly counters: Counters;
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
  /** Interface names, which queues may have as parents. */
  readonly interfaces: readonly string[];
  /** Milliseconds since boot. */
  uptimeMs(): number;
}

/** `.id` as RouterOS writes it. */
export function formatId(id: number): string {
  return `*${id.toString(16).toUpperCase()}`;
}

/** A menu as it is on a router without configuration. */
export function newTable(menu: Menu): Table {
  const rows = (menu.builtIn ?? []).map(({ id, values }) => {
    return { id: formatId(id), values, counters: zeroCounters() };
  });
  return { menu, rows, nextId: menu.firstId };
}
