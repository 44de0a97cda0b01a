import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { checkFingerprint, type Logger, type TrustStore } from '@wanctl/core';
import { portOf, type RestTransportOptions } from './rest-transport-options.js';

/** True when TLS itself has to verify who signed the certificate: nothing closer to the router is known. */
export function needsKnownAuthority({ verify_ssl, tls_fingerprint }: RestTransportOptions): boolean {
  return verify_ssl && tls_fingerprint === undefined;
}

/**
 * Throws unless the certificate of a ready connection is the one in `tls_fingerprint` or, without that and
 * without an authority to verify it, the one that the router showed first, which is remembered.
 */
export function checkCertificate(
  socket: Socket,
  options: RestTransportOptions,
  context: { trust: TrustStore; logger: Logger },
): void {
  if (!(socket instanceof TLSSocket)) {
    if (options.tls_fingerprint === undefined) return;
    throw new Error('tls_fingerprint needs scheme https');
  }
  if (needsKnownAuthority(options)) return;
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) throw new Error('the router shows no certificate');
  const peer = `tls ${options.host}:${portOf(options)}`;
  checkFingerprint({ peer, shown: certificate.fingerprint256, pinned: options.tls_fingerprint }, context);
}
