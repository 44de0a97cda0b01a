import type { Check } from '../check.js';
import type { Finding } from '../finding.js';
import { isEnabled } from '../snapshot.js';
import { wanQueues } from '../wan-queue.js';

/** Bytes that an interface has sent before a queue without any is doubted. */
const ENOUGH_BYTES = 10e6;

/**
 * FastTrack that bypasses queues: those below `global`, and those that take packets by marks, which FastTrack leaves
 * out (RouterOS manual, "FastTrack"). Below an interface, with `no-mark`, they keep working.
 */
export const checkFastTrack: Check = (router, wanted) => {
  const rules =
    router.filters?.filter((row) => row['action'] === 'fasttrack-connection' && isEnabled(row)) ?? [];
  if (rules.length === 0) return [];
  const bypassed = wanQueues(router, wanted).filter(({ rows: [row] }) => {
    const mark = row?.['packet-mark'] || 'no-mark';
    return row && (row['parent'] === 'global' || mark !== 'no-mark');
  });
  if (bypassed.length === 0) return [{ level: 'ok', what: 'FastTrack is on and spares the queues' }];
  return [
    {
      level: 'problem',
      what: `FastTrack lets connections pass by ${bypassed.map(({ name }) => `"${name}"`).join(' and ')}`,
      why: 'what is fast-tracked is not limited. Hang the queue to an interface with packet-mark=no-mark, or end FastTrack:',
      commands: ['/ip/firewall/filter/set [find action=fasttrack-connection] disabled=yes'],
    },
  ];
};

/** Queues that nothing has ever passed although their interface sends: a port of a switch chip, or FastTrack. */
export const checkTraffic: Check = (router, wanted) =>
  wanQueues(router, wanted).flatMap(({ name, rows: [row] }): Finding[] => {
    const sender = router.interfaces?.find((candidate) => candidate['name'] === row?.['parent']);
    if (row?.['bytes'] !== '0' || Number(sender?.['tx-byte'] ?? 0) < ENOUGH_BYTES) return [];
    return [
      {
        level: 'warning',
        what: `nothing has passed queue "${name}", and "${row['parent']}" has sent ${Math.round(Number(sender?.['tx-byte']) / 1e6)} MB`,
        why: 'it limits nothing: the traffic leaves by another interface, is fast-tracked, or the port is one of a switch chip, which has no queues. Look with:',
        commands: ['/queue/tree/print stats'],
      },
    ];
  });
