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

/** A trust store over a map of peers, which it keeps; `changed` hears of each that is trusted anew. */
export function createTrustStore(
  peers: Map<string, string>,
  changed: (peer: string, fingerprint: string) => void,
): TrustStore {
  return {
    known: (peer) => peers.get(peer) ?? null,
    trust(peer, fingerprint) {
      peers.set(peer, fingerprint);
      changed(peer, fingerprint);
    },
  };
}

/** A trust store that others may change, such as `wanctl pin`. */
export interface SharedTrustStore extends TrustStore {
  /** Learns what has been changed by now; resolves when it has, whatever was to be remembered before included. */
  readAnew(): Promise<void>;
}

/** The trust store that a state store's document holds. Rejects when the document cannot be read. */
export async function openTrustStore(store: StateStore, logger: Logger): Promise<SharedTrustStore> {
  const peers = await trustedPeers(store);
  let busy: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>, failure: string) => {
    busy = busy.then(work).catch((error) => logger.error(`router: ${failure}: ${messageOf(error)}`));
    return busy;
  };
  const learn = async () => {
    for (const [peer, fingerprint] of await trustedPeers(store)) peers.set(peer, fingerprint);
  };
  const trust = createTrustStore(peers, (peer, fingerprint) =>
    inTurn(() => rememberPeer(store, peer, fingerprint), 'who it is will not be remembered'),
  );
  return { ...trust, readAnew: () => inTurn(learn, 'whom to trust cannot be read') };
}

/** Adds a peer to the document; it may have grown by another process's hand meanwhile. */
export async function rememberPeer(store: StateStore, peer: string, fingerprint: string): Promise<void> {
  const document = (await store.load(TRUST_DOCUMENT)) ?? {};
  await store.save(TRUST_DOCUMENT, mergeJson(document, { peers: { [peer]: fingerprint } }));
}

/** Fingerprints by peer, as the document has them. Rejects when it cannot be read. */
export async function trustedPeers(store: StateStore): Promise<Map<string, string>> {
  const document = await store.load(TRUST_DOCUMENT);
  const peers = isJsonObject(document?.['peers']) ? document['peers'] : {};
  return new Map(
    Object.entries(peers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
