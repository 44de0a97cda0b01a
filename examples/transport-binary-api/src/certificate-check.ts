import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Logger, TrustStore } from '@wanctl/core';
import { type BinaryApiOptions, portOf } from './options.js';

/**
 * Throws unless the certificate of a ready connection is the one in `tls_fingerprint` or, without that and when nobody
 * has verified who signed it, the one that the router showed first, which is remembered.
 */
export function checkCertificate(
  socket: Socket,
  options: BinaryApiOptions,
  { trust, logger }: { trust: TrustStore; logger: Logger },
): void {
  const { host, tls_fingerprint, verify_ssl } = options;
  if (!(socket instanceof TLSSocket)) {
    if (tls_fingerprint === undefined) return;
    throw new Error('tls_fingerprint needs tls: true');
  }
  if (verify_ssl && tls_fingerprint === undefined) return;
  const peer = `tls ${host}:${portOf(options)}`;
  const trusted = tls_fingerprint ?? trust.known(peer);
  const shown = plain(socket.getPeerX509Certificate()?.fingerprint256 ?? '');
  if (shown === '') throw new Error('the router shows no certificate');
  if (trusted === null) {
    trust.trust(peer, shown);
    logger.info(`${peer}: trusted on first use, its certificate has the SHA-256 fingerprint ${shown}`);
  } else if (shown !== plain(trusted)) {
    throw new Error(
      `the certificate is not the trusted one: it has ${shown}, trusted is ${plain(trusted)}; ` +
        'run "wanctl pin --config FILE" if you replaced it',
    );
  }
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
