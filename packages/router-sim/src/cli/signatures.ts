import type { Menu } from '../device/router.js';

/** What a command takes. */
export interface Signature {
  /** Names of the arguments that may be written without one, in order. */
  readonly positional: readonly string[];
  /** Arguments that take no value. */
  readonly flags?: readonly string[];
  /** Arguments that are always named. */
  readonly named?: readonly string[];
}

/** Commands of the language itself. */
export const LANGUAGE: Readonly<Record<string, Signature>> = {
  foreach: { positional: ['counter'], named: ['in', 'do'] },
  if: { positional: ['condition'], named: ['do'] },
  put: { positional: ['message'] },
  len: { positional: ['value'] },
  serialize: { positional: ['value'], named: ['to', 'options'] },
};

const ON_ROWS: Signature = { positional: ['numbers'] };

const IN_MENUS: Readonly<Record<string, (menu: Menu) => Signature>> = {
  print: () => ({
    positional: [],
    flags: ['as-value', 'count-only', 'detail', 'stats', 'terse', 'without-paging'],
    named: ['proplist'],
  }),
  find: () => ({ positional: [] }),
  get: ({ singleton }) => ({ positional: singleton ? ['value-name'] : ['number', 'value-name'] }),
  add: (menu) => ({ positional: [], named: writable(menu) }),
  set: (menu) => ({ positional: menu.singleton ? [] : ['numbers'], named: writable(menu) }),
  enable: () => ON_ROWS,
  disable: () => ON_ROWS,
  remove: () => ON_ROWS,
  'monitor-traffic': () => ({ positional: ['interface'], flags: ['as-value', 'once'] }),
  'reset-counters': () => ON_ROWS,
};

/** The signature of a menu's command; undefined when the menu has no such command. */
export function signatureOf(menu: Menu, name: string): Signature | undefined {
  const everywhere = menu.singleton ? ['print', 'get'] : ['print', 'get', 'find'];
  return [...everywhere, ...menu.commands].includes(name) ? IN_MENUS[name]?.(menu) : undefined;
}

function writable({ fields }: Menu): string[] {
  return Object.keys(fields).filter((property) => fields[property]?.parse);
}
