import { type Direction, provide, type Row, TRUST_STORE } from '@wanctl/core';
import type { RouterSettings } from '../config/common-settings.js';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { createTransport } from '../daemon/router-access.js';
import { fileStore, STORE } from '../daemon/store.js';
import { createTrustStore, trustedPeers } from '../daemon/trust.js';
import type { Places } from './places.js';

/** What `wanctl init` wants to know of a router. */
export interface RouterView {
  /** E.g. `RB5009UG+S+, RouterOS 7.23.7`. */
  readonly description: string;
  readonly interfaces: readonly { readonly name: string; readonly type: string }[];
  readonly queues: readonly QueueView[];
  readonly queueTypes: readonly string[];
  /** Comments of the mangle rules. */
  readonly ruleComments: readonly string[];
  /** Whom it met that nobody had trusted before: peer and SHA-256. */
  readonly met: ReadonlyMap<string, string>;
}

/** An entry of the queue tree. */
export interface QueueView {
  readonly name: string;
  readonly type: string;
  /** 0: unlimited. */
  readonly limitMbps: number;
}

/**
 * Logs in as the daemon will, and looks. Throws the transport's error, also when the router is not the one that was
 * trusted before; whom it meets for the first time it does not remember.
 */
export async function lookAtRouter(
  router: RouterSettings,
  wanName: string,
  places: Places,
): Promise<RouterView> {
  const container = quietContainer();
  await loadPlugins(container, [{ file: places.file, plugins: [], names: [router.transport, STORE] }]);
  const met = new Map<string, string>();
  const known = await trustedPeers(fileStore(container, { wanName, ...places, lockTimeoutSec: 0 }));
  provide(
    container,
    TRUST_STORE,
    createTrustStore(known, (peer, fingerprint) => met.set(peer, fingerprint)),
  );
  const { fallback: _, ...alone } = router;
  const transport = createTransport(container, alone);
  const rows = (menu: string, ...fields: string[]) => transport.read({ menu, fields });
  try {
    const [resource] = await rows('system/resource', 'board-name', 'version');
    return {
      description: `${resource?.['board-name']}, RouterOS ${resource?.['version']}`,
      interfaces: (await rows('interface', 'name', 'type')).map(toInterface),
      queues: (await rows('queue/tree', 'name', 'queue', 'max-limit')).map(toQueue),
      queueTypes: valuesOf(await rows('queue/type', 'name'), 'name'),
      ruleComments: valuesOf(await rows('ip/firewall/mangle', 'comment'), 'comment'),
      met,
    };
  } finally {
    await transport.close();
  }
}

/** The queue that is most likely the WAN's: the one with its type, else the only one that sounds like it. */
export function likelyQueue(
  queues: readonly QueueView[],
  typeName: string,
  direction: Direction,
): string | undefined {
  const words = direction === 'download' ? /down|rx|ingress/i : /up|tx|egress/i;
  const typed = queues.filter(({ type }) => type === typeName);
  const named = queues.filter(({ name }) => words.test(name));
  const [first, second] = typed.length > 0 ? typed : named;
  return second ? undefined : first?.name;
}

function toInterface(row: Row) {
  return { name: row['name'] ?? '', type: row['type'] ?? '' };
}

function toQueue(row: Row): QueueView {
  const limitBps = Number.parseInt(row['max-limit'] ?? '', 10) || 0;
  return { name: row['name'] ?? '', type: row['queue'] ?? '', limitMbps: limitBps / 1e6 };
}

function valuesOf(rows: readonly Row[], field: string): readonly string[] {
  return rows.flatMap((row) => row[field] ?? []);
}
