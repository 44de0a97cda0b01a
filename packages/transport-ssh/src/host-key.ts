import { readFile } from 'node:fs/promises';
import { messageOf, TransportError, type TrustStore } from '@wanctl/core';
import { knownHostKeys } from './known-hosts.js';
import type { SshTransportOptions } from './ssh-transport-options.js';

/** The router as the trust store knows it, e.g. `ssh 192.0.2.1:22`. */
export function peerOf({ host, port }: SshTransportOptions): string {
  return `ssh ${host}:${port}`;
}

/**
 * Fingerprints that the router may have: the pinned one, else the one trusted before, else those of the
 * known_hosts file; null when nobody knows it, so that the first is to be trusted. Rejects when the file cannot
 * be read.
 */
export async function acceptedHostKeys(
  options: SshTransportOptions,
  trustStore: TrustStore,
): Promise<readonly string[] | null> {
  const { host, port, host_key_fingerprint: pin, known_hosts_file: file } = options;
  const one = pin?.replaceAll(':', '').toLowerCase() ?? trustStore.known(peerOf(options));
  if (one !== null) return [one];
  if (file === undefined) return null;
  const listed = knownHostKeys(await readText(file), host, port);
  return listed.length > 0 ? listed : null;
}

/** What to tell when a host key is none of the accepted ones. */
export function mismatchText(shown: string, accepted: readonly string[]): string {
  return (
    `the host key is not the known one: it has ${shown}, known is ${accepted.join(' or ')}; ` +
    'if the key of the router was changed on purpose, run: wanctl pin --config FILE'
  );
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new TransportError('unreachable', `known_hosts_file cannot be read: ${messageOf(error)}`);
  }
}
