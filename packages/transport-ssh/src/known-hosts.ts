import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a public key in its wire form, 64 lower-case hex digits. */
export function fingerprintOf(publicKey: Buffer): string {
  return createHash('sha256').update(publicKey).digest('hex');
}

/**
 * Fingerprints of the keys that a known_hosts text lists for a host, by plain or hashed name; lines with markers
 * or patterns do not count (OpenSSH manual, sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
 */
export function knownHostKeys(text: string, host: string, port: number): string[] {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
  return text.split('\n').flatMap((line) => {
    const [names = '', , key = ''] = line.trim().split(/\s+/);
    const isListed = names.split(',').some((listed) => namesHost(listed, name));
    return isListed ? [fingerprintOf(Buffer.from(key, 'base64'))] : [];
  });
}

function namesHost(listed: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|([^|]+)$/.exec(listed) ?? [];
  if (salt === undefined) return listed.toLowerCase() === name;
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}
