import type { MenuCommand, Router, StoredRow, Table } from './router.js';
import { type Fields, removeRow, setRow } from './rows.js';

/** A command on rows that exist; `fields` is what the command sets, if anything. */
export type RowCommand = (router: Router, table: Table, row: StoredRow, fields: Fields) => void;

/** What the commands do to each row that they name, in REST and on the command line alike. */
export const ROW_COMMANDS: Readonly<Record<Exclude<MenuCommand, 'add' | 'monitor-traffic'>, RowCommand>> = {
  set: setRow,
  enable: (router, table, row) => setRow(router, table, row, { disabled: 'false' }),
  disable: (router, table, row) => setRow(router, table, row, { disabled: 'true' }),
  remove: removeRow,
  'reset-counters': (_router, _table, { counters, downloadCounters }) => {
    for (const part of [counters, downloadCounters]) Object.assign(part, { bytes: 0, packets: 0 });
  },
};
