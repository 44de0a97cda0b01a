import { zeroCounters } from './counters.js';
import { dropRow, formatId, type MenuPath, type Router, type Table } from './router.js';

// What a router keeps in memory alone.
const VOLATILE: readonly MenuPath[] = ['log', 'user/active'];

/**
 * Brings a router up after it was down: counters and uptime start again, logs and sessions are gone, and each
 * row that users added takes the `.id` of the row behind it until now. For `settleMs` REST shows nothing.
 */
export function boot(router: Router, settleMs: number): void {
  for (const menu of VOLATILE) router.tables[menu].rows.length = 0;
  for (const table of Object.values(router.tables)) {
    const { isVolatile } = table.menu;
    if (isVolatile)
      for (const row of table.rows.filter(({ values }) => isVolatile(values))) dropRow(table, row);
  }
  const moved = new Map<string, string>();
  for (const [menu, table] of Object.entries(router.tables)) renumber(menu, table, moved);
  for (const table of Object.values(router.tables)) follow(table, moved);
  router.flash.sectorsSinceReboot = 0;
  router.bootedMs = router.clock.now();
  router.settledMs = router.bootedMs + settleMs;
  router.up = true;
}

/** Resets counters and gives rows that users added new numbers; `moved` has them by menu and former `.id`. */
function renumber(menu: string, table: Table, moved: Map<string, string>): void {
  const { commands, firstId, builtIn = [] } = table.menu;
  const fixed = new Set(builtIn.map(({ id }) => formatId(id)));
  let nextId = firstId + 1;
  for (const row of table.rows) {
    for (const counters of [row.counters, row.downloadCounters]) Object.assign(counters, zeroCounters());
    if (!commands.includes('add') || fixed.has(row.id)) continue;
    const id = formatId(nextId);
    nextId += 1;
    moved.set(`${menu} ${row.id}`, id);
    row.id = id;
  }
  table.nextId = Math.max(table.nextId, nextId);
}

/** Lets references name the same rows as before. */
function follow({ menu: { fields }, rows }: Table, moved: ReadonlyMap<string, string>): void {
  for (const row of rows) {
    const values = Object.entries(row.values).map(([property, value]) => {
      const { references } = fields[property] ?? {};
      return [property, (references && moved.get(`${references} ${value}`)) ?? value] as const;
    });
    row.values = Object.fromEntries(values);
  }
}
