import type { TrustStore } from '../trust-store.js';

/** Trusts in memory; tests look at and change `peers`. */
export class MemoryTrustStore implements TrustStore {
  readonly peers = new Map<string, string>();

  known(peer: string): string | null {
    return this.peers.get(peer) ?? null;
  }

  trust(peer: string, fingerprint: string): void {
    this.peers.set(peer, fingerprint);
  }
}
