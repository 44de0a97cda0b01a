/**
 * Remembers which certificate or host key each peer showed first, so that another one later is noticed. Peers
 * are named by protocol and address, e.g. `tls 192.0.2.1:443` or `ssh 192.0.2.1:22`; fingerprints are SHA-256,
 * 64 lower-case hex digits.
 */
export interface TrustStore {
  /** The fingerprint that the peer is trusted by; null when it has never been seen. Answers from memory. */
  known(peer: string): string | null;
  /** Trusts the peer by that fingerprint from now on. Returns at once; it is saved behind. */
  trust(peer: string, fingerprint: string): void;
}
