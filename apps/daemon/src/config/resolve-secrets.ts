import { isSecretKey } from '@wanctl/core';
import { neverShow } from './redact.js';
import { type FoundSecret, readSecretFile } from './secret-file.js';
import { isMapping } from './values.js';

/** A text that names a secret which is not to be had. */
export interface SecretFault {
  readonly path: readonly string[];
  /** What is wrong and what to do. */
  readonly message: string;
  /** True when it may well be there where the daemon runs. */
  readonly isAbsent: boolean;
}

/**
 * The data with every text that is `${NAME}` as a whole replaced by that variable, and every `${file:PATH}` by the
 * file's text. Where that fails the texts stay as they are. Texts of files, and below keys such as `password`, are never
 * shown from then on.
 */
export function resolveSecrets(
  data: Record<string, unknown>,
  env: NodeJS.ProcessEnv,
): { data: Record<string, unknown>; faults: readonly SecretFault[] } {
  const faults: SecretFault[] = [];
  const resolve = (value: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, String(index)]));
    if (isMapping(value)) return resolveAll(value, path);
    if (typeof value !== 'string') return value;
    const found = findText(value, env);
    if (!('text' in found)) {
      faults.push({ path, ...found });
      return value;
    }
    if (value.startsWith('${file:') || path.some(isSecretKey)) neverShow(found.text);
    return found.text;
  };
  const resolveAll = (mapping: Record<string, unknown>, path: readonly string[]) =>
    Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, resolve(value, [...path, key])]));
  return { data: resolveAll(data, []), faults };
}

/** What a text stands for: itself, a variable, or what a file holds. */
function findText(value: string, env: NodeJS.ProcessEnv): FoundSecret {
  const name = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
  if (name === undefined) return { text: value };
  return name.startsWith('file:') ? readSecretFile(name.slice('file:'.length)) : readVariable(name, env);
}

function readVariable(name: string, env: NodeJS.ProcessEnv): FoundSecret {
  const text = Object.hasOwn(env, name) ? env[name] : undefined;
  if (text !== undefined) return { text };
  const message = `the variable ${name} is not set: write ${name}=… into /etc/wanctl/secrets or the environment`;
  return { message, isAbsent: true };
}
