import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import type { DashboardPlace } from './place.js';

/** Why a request gets no answer. */
export interface Refusal {
  readonly status: number;
  /** What is wrong, one line for people. */
  readonly error: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What speaks against a request; null when it may be answered. */
export function refusalOf(request: IncomingMessage, { host, token }: DashboardPlace): Refusal | null {
  const { method = '', headers } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, error: 'only GET and HEAD are answered', headers: { allow: 'GET, HEAD' } };
  }
  if (hasBody(headers)) return { status: 413, error: 'a request has no body here' };
  if (!isOwnName(headers.host, host)) {
    return { status: 421, error: 'not known by that name: use the IP address or the name of this machine' };
  }
  if (token === null || hasToken(headers.authorization, token)) return null;
  const challenge = { 'www-authenticate': 'Basic realm="wanctl: any user, the token is the password"' };
  return { status: 401, error: 'the token of "health_check" is wanted', headers: challenge };
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * True for what a browser on the way to this machine says in `Host`. Of a page elsewhere, whose name has been made to
 * point here (DNS rebinding), it says that name.
 */
function isOwnName(hostHeader: string | undefined, host: string): boolean {
  if (!hostHeader || !URL.canParse(`http://${hostHeader}`)) return false;
  const name = new URL(`http://${hostHeader}`).hostname.replace(/^\[|\]$/g, '');
  const machine = hostname().toLowerCase();
  return isIP(name) !== 0 || ['localhost', machine, `${machine}.local`, host.toLowerCase()].includes(name);
}

function hasToken(authorization = '', token: string): boolean {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return isSame(value, token);
  const credentials = Buffer.from(value, 'base64').toString();
  return scheme.toLowerCase() === 'basic' && isSame(credentials.slice(credentials.indexOf(':') + 1), token);
}

/** Compares in a time that tells nothing of where, or by how much, they differ. */
function isSame(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
