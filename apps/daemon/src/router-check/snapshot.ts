import {
  asTransportError,
  type Clock,
  isConnectionFault,
  type ReadRequest,
  type Row,
  type Transport,
} from '@wanctl/core';

/** What checks look at. */
const READS = {
  resource: {
    menu: 'system/resource',
    fields: ['version', 'board-name', 'uptime', 'write-sect-since-reboot'],
  },
  clock: { menu: 'system/clock', fields: ['date', 'time'] },
  queues: {
    menu: 'queue/tree',
    fields: [
      'name',
      'parent',
      'packet-mark',
      'queue',
      'max-limit',
      'limit-at',
      'disabled',
      'invalid',
      'bytes',
    ],
  },
  types: { menu: 'queue/type' },
  simpleQueues: { menu: 'queue/simple', fields: ['name', 'target', 'max-limit', 'queue', 'disabled'] },
  filters: { menu: 'ip/firewall/filter', fields: ['action', 'disabled'] },
  mangle: { menu: 'ip/firewall/mangle', fields: ['comment', 'connection-state', 'disabled', 'invalid'] },
  schedulers: { menu: 'system/scheduler', fields: ['name', 'interval', 'on-event', 'policy', 'disabled'] },
  interfaces: { menu: 'interface', fields: ['name', 'type', 'tx-byte'] },
  users: { menu: 'user', fields: ['name', 'group'] },
  groups: { menu: 'user/group', fields: ['name', 'policy'] },
} satisfies Record<string, ReadRequest>;

type Part = keyof typeof READS;

/** The menus of a router at one moment; a menu that its user may not read is null. */
export type RouterSnapshot = { readonly [part in Part]: readonly Row[] | null } & {
  /** Calendar time of the reading. */
  readonly takenAt: Date;
  /** Menus that the router did not show, and its words for it. */
  readonly unread: readonly { readonly menu: string; readonly reason: string }[];
};

/** Reads the menus one after another. Rejects when the connection fails. */
export async function takeSnapshot(transport: Transport, clock: Clock): Promise<RouterSnapshot> {
  const parts: Partial<Record<Part, readonly Row[] | null>> = {};
  const unread: { menu: string; reason: string }[] = [];
  for (const [part, request] of Object.entries(READS)) {
    parts[part as Part] = await transport.read(request).catch((thrown) => {
      const { kind, message } = asTransportError(thrown);
      if (isConnectionFault(kind)) throw thrown;
      unread.push({ menu: request.menu, reason: message });
      return null;
    });
  }
  return { ...(parts as { [part in Part]: readonly Row[] | null }), takenAt: clock.wall(), unread };
}

/** True for a row that is in force. `disabled` is absent until it has been written once. */
export function isEnabled(row: Row): boolean {
  return row['disabled'] !== 'true' && row['disabled'] !== 'yes';
}
