import type { MenuPath, Router, StoredRow, Table } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { findRow } from '../device/rows.js';

/** What a URL names: a menu, and what stands behind it: nothing, an item or a command. */
export interface Target {
  readonly table: Table;
  readonly behind: string | undefined;
}

/** Finds the menu of a path below `/rest/`. */
export function resolveTarget(router: Router, path: string): Target {
  const segments = path.split('/').filter(Boolean).map(decode);
  for (const length of [segments.length, segments.length - 1]) {
    const menu = segments.slice(0, length).join('/');
    if (Object.hasOwn(router.tables, menu))
      return { table: router.tables[menu as MenuPath], behind: segments[length] };
  }
  const menus = Object.keys(router.tables).map((menu) => `${menu}/`);
  const strange = segments.find((_, index) => {
    const start = `${segments.slice(0, index + 1).join('/')}/`;
    return !menus.some((menu) => menu.startsWith(start));
  });
  throw new RouterError(400, strange ? `no such command or directory (${strange})` : 'no such command');
}

/** The row that a URL names by `.id` or, in menus whose rows have one, by name. */
export function resolveRow({ table, behind }: Target): StoredRow {
  const { menu } = table;
  if (behind === undefined) throw new RouterError(400, 'missing or invalid resource identifier');
  if (behind.startsWith('*')) return findRow(table, behind);
  if (behind === 'print' || menu.commands.some((command) => command === behind)) {
    throw new RouterError(400, 'no such command');
  }
  if (menu.singleton || !('name' in menu.fields)) throw new RouterError(400, 'no such command prefix');
  return findRow(table, behind);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new RouterError(400);
  }
}
