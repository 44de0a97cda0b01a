import { readFile, stat } from 'node:fs/promises';
import { messageOf, TransportError } from '@wanctl/core';
import ssh2, { type AuthenticationType, type ConnectConfig } from 'ssh2';
import type { SshTransportOptions } from './ssh-transport-options.js';

const OTHERS_MAY_READ = 0o004;

/**
 * How to log in: by key first, since RouterOS refuses the password of a user who has one. Rejects with `auth`
 * for a key file that is missing, unreadable, locked, open to every user, or of a kind that RouterOS does not take.
 */
export async function credentialsOf(options: SshTransportOptions): Promise<ConnectConfig> {
  const { user, password, ssh_key: file, passphrase } = options;
  const privateKey = file === undefined ? undefined : await readKey(file, passphrase);
  const methods: AuthenticationType[] = [];
  if (privateKey !== undefined) methods.push('publickey');
  if (password !== undefined) methods.push('password');
  return {
    username: user,
    authHandler: methods,
    ...(password !== undefined && { password }),
    ...(privateKey !== undefined && { privateKey }),
    ...(passphrase !== undefined && { passphrase }),
  };
}

async function readKey(file: string, passphrase: string | undefined): Promise<Buffer> {
  const problem = (text: string) => new TransportError('auth', `ssh_key ${file} ${text}`);
  const unreadable = (error: unknown) => {
    throw problem(`cannot be read: ${messageOf(error)}`);
  };
  const { mode } = await stat(file).catch(unreadable);
  if (mode & OTHERS_MAY_READ) throw problem(`can be read by every user; run: chmod o-rwx ${file}`);
  const text = await readFile(file).catch(unreadable);
  const parsed = ssh2.utils.parseKey(text, passphrase);
  if (parsed instanceof Error) {
    throw problem(
      `cannot be used (${parsed.message}); give a private key file, and its passphrase if it has one`,
    );
  }
  const [key] = [parsed].flat();
  if (!key?.isPrivateKey()) throw problem('is a public key; give the file of the private key');
  if (key.type.startsWith('ecdsa')) {
    throw problem('is an ECDSA key, which RouterOS does not take; make one with: ssh-keygen -t ed25519');
  }
  return text;
}
