import { provide, TRUST_STORE, type Transport } from '@wanctl/core';
import { loadPlugins } from '../daemon/plugins.js';
import { quietContainer } from '../daemon/quiet-container.js';
import { createTransport } from '../daemon/router-access.js';
import { fileStore, STORE } from '../daemon/store.js';
import { createTrustStore, trustedPeers } from '../daemon/trust.js';
import type { Wanted } from './wanted.js';

/** A router that can be asked. */
export interface OpenRouter {
  /** A connection by each transport that the files name, the preferred first. */
  readonly transports: readonly [Transport, ...Transport[]];
  /** Peers that showed a certificate or host key that nobody has trusted yet. */
  readonly strangers: ReadonlySet<string>;
}

/**
 * Does something with a router. Pinned certificates and host keys are verified as the daemon does; who is met for the
 * first time is believed and not remembered. Throws `WanctlError` when the files' plugins cannot be had.
 */
export async function withRouter<T>(wanted: Wanted, use: (router: OpenRouter) => Promise<T>): Promise<T> {
  const { fallback, ...router } = wanted.router;
  const names = [router.transport, ...(fallback === undefined ? [] : [fallback])] as const;
  const strangers = new Set<string>();
  const container = quietContainer();
  await loadPlugins(
    container,
    wanted.files.map(({ file, plugins }) => ({ file, plugins, names: [...names, STORE] })),
  );
  const [settings] = wanted.files;
  const peers = settings ? await trustedPeers(fileStore(container, settings)) : new Map<string, string>();
  provide(
    container,
    TRUST_STORE,
    createTrustStore(peers, (peer) => strangers.add(peer)),
  );
  const open = (transport: string) => createTransport(container, { ...router, transport });
  const [first, ...others] = names;
  const transports: OpenRouter['transports'] = [open(first), ...others.map(open)];
  try {
    return await use({ transports, strangers });
  } finally {
    await Promise.all(transports.map((transport) => transport.close()));
  }
}
