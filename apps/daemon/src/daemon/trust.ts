import {
  isJsonObject,
  type Logger,
  mergeJson,
  messageOf,
  type StateStore,
  type TrustStore,
} from '@wanctl/core';

/** Name of the document that holds trusted peers; the space keeps it apart from any WAN's. */
export const TRUST_DOCUMENT = 'trusted routers';

/** A trust store that knows the given peers; `changed` hears of each that is trusted anew. */
export function createTrustStore(
  peers: ReadonlyMap<string, string>,
  changed: (peer: string, fingerprint: string) => void,
): TrustStore {
  const known = new Map(peers);
  return {
    known: (peer) => known.get(peer) ?? null,
    trust(peer, fingerprint) {
      known.set(peer, fingerprint);
      changed(peer, fingerprint);
    },
  };
}

/** The trust store that a state store's document holds. Rejects when the document cannot be read. */
export async function openTrustStore(store: StateStore, logger: Logger): Promise<TrustStore> {
  let saving: Promise<void> = Promise.resolve();
  return createTrustStore(await trustedPeers(store), (peer, fingerprint) => {
    saving = saving
      .then(() => rememberPeer(store, peer, fingerprint))
      .catch((error) => logger.error(`router: who it is will not be remembered: ${messageOf(error)}`));
  });
}

/** Adds a peer to the document; it may have grown by another process's hand meanwhile. */
export async function rememberPeer(store: StateStore, peer: string, fingerprint: string): Promise<void> {
  const document = (await store.load(TRUST_DOCUMENT)) ?? {};
  await store.save(TRUST_DOCUMENT, mergeJson(document, { peers: { [peer]: fingerprint } }));
}

/** Fingerprints by peer, as the document has them. Rejects when it cannot be read. */
export async function trustedPeers(store: StateStore): Promise<ReadonlyMap<string, string>> {
  const document = await store.load(TRUST_DOCUMENT);
  const peers = isJsonObject(document?.['peers']) ? document['peers'] : {};
  return new Map(
    Object.entries(peers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
