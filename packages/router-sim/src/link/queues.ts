import type { PerDirection } from '@wanctl/core';
import type { Counters } from '../device/counters.js';
import type { MenuPath, Router, StoredRow } from '../device/router.js';
import { isInvalid } from '../device/rows.js';

/** A line's queues and interface, by name. */
export interface LineNames {
  readonly queues: PerDirection<string>;
  readonly interface: string;
}

/** What shapes a direction of a line, and counts it. */
export interface ActiveQueue {
  /** Bit/s; 0: no limit. */
  readonly limitBps: number;
  readonly counters: Counters;
}

/** The queue that a direction passes, if any: a tree entry of that name, or else a simple queue. */
export function findQueue(
  router: Router,
  line: LineNames,
  way: keyof PerDirection<string>,
): ActiveQueue | undefined {
  if (router.fastTrack) return undefined;
  const name = line.queues[way];
  const tree = findActive(router, 'queue/tree', name);
  if (tree) return { limitBps: Number(tree.values['max-limit']), counters: tree.counters };
  const simple = findActive(router, 'queue/simple', name);
  if (!simple) return undefined;
  const [upload, download] = (simple.values['max-limit'] ?? '').split('/').map(Number);
  // Seen from the line's own interface, what the users download is upload (measured by two RouterOS users).
  const isUpload = (way === 'upload') !== (simple.values['target'] === line.interface);
  return isUpload
    ? { limitBps: upload ?? 0, counters: simple.counters }
    : { limitBps: download ?? 0, counters: simple.downloadCounters };
}

function findActive(router: Router, menu: MenuPath, name: string): StoredRow | undefined {
  const table = router.tables[menu];
  const row = table.rows.find(({ values }) => values['name'] === name);
  return row && row.values['disabled'] !== 'true' && !isInvalid(router, table, row) ? row : undefined;
}
