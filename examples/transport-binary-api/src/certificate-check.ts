import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { checkFingerprint, type Logger, type TrustStore } from '@wanctl/core';
import { type BinaryApiOptions, portOf } from './options.js';

/**
 * Throws unless the certificate of a ready connection is the one in `tls_fingerprint` or, without that and when nobody
 * has verified who signed it, the one that the router showed first, which is remembered.
 */
export function checkCertificate(
  socket: Socket,
  options: BinaryApiOptions,
  context: { trust: TrustStore; logger: Logger },
): void {
  const { host, tls_fingerprint, verify_ssl } = options;
  if (!(socket instanceof TLSSocket)) {
    if (tls_fingerprint === undefined) return;
    throw new Error('tls_fingerprint needs tls: true');
  }
  if (verify_ssl && tls_fingerprint === undefined) return;
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) throw new Error('the router shows no certificate');
  const peer = `tls ${host}:${portOf(options)}`;
  checkFingerprint({ peer, shown: certificate.fingerprint256, pinned: tls_fingerprint }, context);
}
