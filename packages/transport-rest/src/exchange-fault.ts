import { messageOf, notAllowed, TransportError, type TransportErrorKind } from '@wanctl/core';
import { RequestError } from 'got';
import type { RestRequest } from './encode.js';

/** How far an exchange has come. */
export interface ExchangeProgress {
  /** The request is on a connection. */
  sent: boolean;
  /** That connection has served an earlier request. */
  reused: boolean;
  /** The head of the answer is here. */
  answered: boolean;
  /** Why we have ended it; null while we have not. */
  brokenOff: 'timeout' | 'oversize' | 'not-allowed' | null;
}

/**
 * True when the router has closed a kept connection before our request reached it, as it does with idle ones.
 * Sending GET and PATCH again is then harmless: both give the same result however often they are done.
 */
export function isStaleConnection(
  error: unknown,
  { reused, answered, brokenOff }: ExchangeProgress,
  { method }: RestRequest,
): boolean {
  const isClosed = ['ECONNRESET', 'EPIPE'].includes(codeOf(rawError(error)));
  return isClosed && reused && !answered && !brokenOff && method !== 'POST';
}

/** The `TransportError` for an exchange that gave no answer; a repeat may have reached the router the first time. */
export function faultOf(
  error: unknown,
  progress: ExchangeProgress,
  { method }: RestRequest,
  isRepeat: boolean,
): TransportError {
  const cause = rawError(error);
  const [kind, message] = explain(cause, progress);
  const mayHaveApplied = method !== 'GET' && (progress.sent || isRepeat);
  return new TransportError(kind, message, { mayHaveApplied, cause });
}

/** What got has wrapped: its own errors hold the request's options, and with them the password. */
function rawError(error: unknown): unknown {
  return error instanceof RequestError ? error.cause : error;
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

function explain(
  cause: unknown,
  { sent, answered, brokenOff }: ExchangeProgress,
): [TransportErrorKind, string] {
  if (brokenOff === 'timeout') return ['timeout', 'no complete answer in time (timeout_ms)'];
  if (brokenOff === 'oversize') return ['protocol', 'the answer is longer than 4 MiB'];
  if (brokenOff === 'not-allowed') return ['rejected', notAllowed().message];
  if (!sent) return ['unreachable', whyNoConnection(cause)];
  // llhttp's and zlib's codes.
  if (/^(HPE|Z)_/.test(codeOf(cause))) return ['protocol', 'the answer is not HTTP; check port and scheme'];
  if (answered) return ['unreachable', 'the connection ended in the middle of the answer'];
  return ['unreachable', 'the connection ended before the answer; if it always does, check port and scheme'];
}

function whyNoConnection(cause: unknown): string {
  const code = codeOf(cause);
  if (code === 'ECONNREFUSED')
    return 'connection refused; check the port, and that www-ssl or www is enabled';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'no address for this host name; check host and DNS';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return 'no TLS on this port; check port and scheme';
  if (code === 'EMFILE' || code === 'ENFILE')
    return `too many open files (${code}); raise the limit (ulimit -n, LimitNOFILE= of the service)`;
  if (/CERT|LEAF_SIGNATURE/.test(code)) {
    return `certificate not trusted (${code}); give ca_file, or pin it with tls_fingerprint (wanctl pin)`;
  }
  return messageOf(cause).replace(/\s+/g, ' ') || code;
}
