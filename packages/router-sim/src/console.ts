import type { Row } from '@wanctl/core';
import { count } from './device/counters.js';
import type { MenuPath, Router } from './device/router.js';
import { addRow, type Fields, findRow, printRow, removeRow, setRow } from './device/rows.js';

/** A queue tree entry in numbers. */
export interface QueueView {
  readonly id: string;
  /** Shaper limit, bit/s; 0: none. */
  readonly maxLimitBps: number;
  /** Passed since boot or reset. */
  readonly bytes: number;
  readonly packets: number;
  /** In the queue at this moment. */
  readonly queuedBytes: number;
  readonly queuedPackets: number;
  /** Smoothed over about a second, bit/s. */
  readonly rateBps: number;
}

/** The router's own console: no login, no latency, no fault. Its errors are those that REST would answer. */
export interface Console {
  /** Adds a row and gives its `.id`. */
  add(menu: MenuPath, fields: Fields): string;
  /** Changes the row with that `.id` or name; an empty value unsets. */
  set(menu: MenuPath, idOrName: string, fields: Fields): void;
  /** Removes the row with that `.id` or name. */
  remove(menu: MenuPath, idOrName: string): void;
  /** Rows as REST shows them. */
  rows(menu: MenuPath): Row[];
  /** The queue tree entry of that name. */
  queue(name: string): QueueView;
  /** Counts in that queue tree entry what something else than a modelled line has passed during `dtMs`. */
  count(name: string, passedBytes: number, queuedBytes: number, dtMs: number): void;
}

/** The console of a router. */
export function openConsole(router: Router): Console {
  const { tables } = router;
  return {
    add: (menu, fields) => addRow(router, tables[menu], fields).id,
    set: (menu, idOrName, fields) => setRow(router, tables[menu], findRow(tables[menu], idOrName), fields),
    remove: (menu, idOrName) => removeRow(router, tables[menu], findRow(tables[menu], idOrName)),
    rows: (menu) => tables[menu].rows.map((row) => printRow(router, tables[menu], row)),
    queue(name) {
      const { id, values, counters } = findRow(tables['queue/tree'], name);
      return { id, maxLimitBps: Number(values['max-limit']), ...counters };
    },
    count(name, passedBytes, queuedBytes, dtMs) {
      const { counters } = findRow(tables['queue/tree'], name);
      count(counters, passedBytes, queuedBytes, dtMs, router.rateWindowMs);
    },
  };
}
