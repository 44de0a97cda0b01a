import type { Menu, Router, StoredRow } from '../device/router.js';
import { isInvalid } from '../device/rows.js';
import { bool, decimal, integer, rate, reference, text, time } from '../device/values.js';
import { warnOfQueue } from './cake-bandwidth.js';

/** `/queue/tree` (Terraform provider's captured rows; console property lists 7.14 to 7.24). */
export const queueTree: Menu = {
  firstId: 0x1000000,
  commands: ['add', 'remove', 'set', 'enable', 'disable', 'reset-counters'],
  fields: {
    'bucket-size': { parse: decimal(0, 10), initial: '0.1' },
    'burst-limit': { parse: rate, initial: '0' },
    'burst-threshold': { parse: rate, initial: '0' },
    'burst-time': { parse: time, initial: '0s' },
    comment: { parse: text },
    disabled: { parse: bool, initial: 'false' },
    'limit-at': { parse: rate, initial: '0' },
    'max-limit': { parse: rate, initial: '0' },
    name: { parse: text, required: true },
    'packet-mark': { parse: text, initial: '' },
    parent: { ...reference('queue/tree', parents), required: true },
    priority: { parse: integer(1, 8), initial: '8' },
    queue: { ...reference('queue/type'), initial: 'default-small' },
  },
  statistics: ['bytes', 'dropped', 'packet-rate', 'packets', 'queued-bytes', 'queued-packets', 'rate'],
  changed: queueChanged,
  live: liveProperties,
};

function queueChanged(router: Router, row: StoredRow, before: StoredRow['values']): void {
  warnOfQueue(router, row);
  if (router.limitResetsCounters && row.values['max-limit'] !== before['max-limit']) {
    Object.assign(row.counters, { bytes: 0, packets: 0 });
  }
}

function parents({ tables }: Router): string[] {
  return ['global', ...tables.interface.rows.map(({ values }) => values['name'] ?? '')];
}

/** Counters and state of a queue. `dropped` stays 0: RouterOS does not count what CAKE and fq_codel drop. */
function liveProperties(router: Router, row: StoredRow): Record<string, string> {
  const { bytes, packets, queuedBytes, queuedPackets, rateBps, packetRate } = row.counters;
  return {
    bytes: whole(bytes),
    packets: whole(packets),
    'queued-bytes': whole(queuedBytes),
    'queued-packets': whole(queuedPackets),
    rate: whole(rateBps),
    'packet-rate': whole(packetRate),
    dropped: '0',
    invalid: String(isInvalid(router, router.tables['queue/tree'], row)),
  };
}

function whole(value: number): string {
  return String(Math.floor(value));
}
