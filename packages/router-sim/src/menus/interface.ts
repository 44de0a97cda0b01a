import type { Row } from '@wanctl/core';
import type { Counters } from '../device/counters.js';
import type { Menu, Table } from '../device/router.js';
import { RouterError } from '../device/router-error.js';

/** `/interface`. The counters are those of the lines behind each one; the device's own traffic is not counted. */
export const interfaces: Menu = {
  firstId: 1,
  commands: ['monitor-traffic'],
  fields: {
    disabled: { initial: 'false' },
    name: {},
    running: { initial: 'true' },
    type: {},
  },
  statistics: ['rx-byte', 'rx-packet', 'tx-byte', 'tx-packet', 'tx-queue-drop'],
  live: (_router, { counters, downloadCounters }) => ({
    'rx-byte': whole(downloadCounters.bytes),
    'rx-packet': whole(downloadCounters.packets),
    'tx-byte': whole(counters.bytes),
    'tx-packet': whole(counters.packets),
    'tx-queue-drop': '0',
  }),
};

/** What `monitor-traffic` tells about the interface of that name at this moment (captured row of 7.22). */
export function monitorTraffic({ rows }: Table, name: string): Row {
  const row = rows.find(({ values }) => values['name'] === name);
  if (!row) throw new RouterError(400, 'input does not match any value of interface');
  const shown = [
    ['name', name],
    ...trafficOf('rx', row.downloadCounters),
    ...trafficOf('tx', row.counters),
    ['tx-queue-drops-per-second', '0'],
  ];
  return Object.fromEntries(shown.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function trafficOf(way: 'rx' | 'tx', { rateBps, packetRate }: Counters): [string, string][] {
  return [
    [`fp-${way}-bits-per-second`, '0'],
    [`fp-${way}-packets-per-second`, '0'],
    [`${way}-bits-per-second`, whole(rateBps)],
    [`${way}-drops-per-second`, '0'],
    [`${way}-errors-per-second`, '0'],
    [`${way}-packets-per-second`, whole(packetRate)],
  ];
}

function whole(value: number): string {
  return String(Math.floor(value));
}
