import { readFile } from 'node:fs/promises';
import { WanctlError } from '@wanctl/core';
import { type Secret, secret } from '../config/secret.js';
import { whyUnreadable } from '../config/why-unreadable.js';
import type { Ask } from './ask.js';

/** Where a password may come from. */
export interface PasswordSources {
  /** Name of the user. */
  readonly user: string;
  /** File that a flag names. */
  readonly file: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** What the configuration leads to already; undefined: nothing. */
  readonly before: Secret | undefined;
}

/** Variable that a password is taken from. */
const PASSWORD_VARIABLE = 'ROUTER_PASSWORD';

/** The password: from the file, the variable, the configuration, or the person. Throws `WanctlError` for a file without one. */
export async function findPassword(ask: Ask, { user, file, env, before }: PasswordSources): Promise<Secret> {
  if (file !== undefined) return readPassword(file);
  const text = env[PASSWORD_VARIABLE];
  if (text) return secret(text);
  if (before) return before;
  if (!ask.person) {
    ask.usage(`--password-file is missing: a file with the password of the router's user ${user}`);
  }
  return secret(await ask.person.secret(`Password of the router's user ${user}`));
}

async function readPassword(file: string): Promise<Secret> {
  let text: string;
  try {
    text = (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    throw new WanctlError('ERR_CONFIG_INVALID', `--password-file ${file}: ${whyUnreadable(error)}`);
  }
  if (text !== '' && !text.includes('\n')) return secret(text);
  throw new WanctlError(
    'ERR_CONFIG_INVALID',
    `--password-file ${file} must hold the password on one line, nothing else`,
  );
}
