import type { Logger } from './logger.js';

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

/**
 * Throws unless the TLS certificate that a peer shows is the pinned one or, where none is pinned, the one that it showed
 * first, which is remembered. Fingerprints are SHA-256 in hex, of either case, colons allowed.
 */
export function checkFingerprint(
  { peer, shown, pinned }: { peer: string; shown: string; pinned?: string | undefined },
  { trust, logger }: { trust: TrustStore; logger: Logger },
): void {
  const sha256 = plain(shown);
  const trusted = pinned ?? trust.known(peer);
  if (trusted === null) {
    trust.trust(peer, sha256);
    logger.info(`${peer}: trusted on first use, its certificate has the SHA-256 fingerprint ${sha256}`);
  } else if (sha256 !== plain(trusted)) {
    throw new Error(
      `the certificate is not the trusted one: it has ${sha256}, trusted is ${plain(trusted)}; ` +
        'run "wanctl pin --config FILE" if you replaced it',
    );
  }
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
