import { createHash } from 'node:crypto';
import ssh2 from 'ssh2';

/** Kinds of host key: RSA is the factory's, ed25519 can be chosen from 7.9 on (RouterOS manual, "SSH"). */
export type HostKeyType = 'ed25519' | 'rsa';

/** A host key. */
export interface HostKey {
  /** In OpenSSH's private key format. */
  readonly privateKey: string;
  /** SHA-256 of the public key blob, 64 lower-case hex digits: what a client pins. */
  readonly sha256: string;
}

const RSA_BITS = 2048;

/** A fresh host key. */
export function createHostKey(type: HostKeyType): HostKey {
  const pair = generate(type);
  // ssh2 1.17 drops leading zero bytes of an ed25519 key, about one in 256, and cannot read it back then.
  if (ssh2.utils.parseKey(pair.public) instanceof Error) return createHostKey(type);
  return { privateKey: pair.private, sha256: sha256Of(pair.public) };
}

function generate(type: HostKeyType) {
  const { generateKeyPairSync } = ssh2.utils;
  return type === 'rsa' ? generateKeyPairSync('rsa', { bits: RSA_BITS }) : generateKeyPairSync('ed25519');
}

function sha256Of(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return createHash('sha256').update(blob).digest('hex');
}
