import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A TLS certificate with its private key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A fresh self-signed certificate for 127.0.0.1 and localhost, as a new router makes its own. */
export async function selfSignedCertificate(): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'router.lan' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { cert, key };
}

/** SHA-256 of the certificate's DER form, 64 lower-case hex digits: what a client pins. */
export function certificateSha256(cert: string): string {
  return new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
}
