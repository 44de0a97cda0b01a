import { isIP } from 'node:net';
import { BUILT_IN_REFLECTORS } from './reflectors/built-in.js';

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;
const MAX_NAME_LENGTH = 253;

/**
 * True for an IPv4 or IPv6 address or a host name by RFC 1123 section 2.1. Nothing that a program could take for
 * an option passes, nor a link-local address with a zone, nor a mistyped address such as `1.1.1`.
 */
export function isHost(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_NAME_LENGTH || value.includes('%')) return false;
  if (isIP(value) !== 0) return true;
  const labels = value.split('.');
  return labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '');
}

/** The usable hosts, each once, in their order, and what had to be dropped: also addresses of another family. */
export function sortHosts(
  raw: readonly unknown[],
  source: string | undefined,
): { hosts: string[]; dropped: unknown[] } {
  const isUsable = (value: unknown): value is string => isHost(value) && isReachableFrom(source, value);
  return {
    hosts: [...new Set(raw.filter(isUsable))],
    dropped: raw.filter((value) => !isUsable(value)),
  };
}

/** The given hosts, and after them the built-in ones when they are fewer than `active`. */
export function fillUp(
  hosts: readonly string[],
  active: number,
  source: string | undefined,
): readonly string[] {
  if (hosts.length >= active) return hosts;
  return [...new Set([...hosts, ...BUILT_IN_REFLECTORS.filter((host) => isReachableFrom(source, host))])];
}

function isReachableFrom(source: string | undefined, host: string): boolean {
  return source === undefined || isIP(host) === 0 || isIP(host) === isIP(source);
}
