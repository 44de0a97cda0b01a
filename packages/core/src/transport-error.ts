import { messageOf, oneLine } from './errors.js';

/**
 * What went wrong between us and the router.
 *
 * - `unreachable`: no connection (refused, no route, DNS, TLS or host-key mismatch)
 * - `timeout`: connected, no complete answer in time
 * - `auth`: user or password refused
 * - `permission`: logged in, but the user's group lacks a policy
 * - `not-found`: the object or menu does not exist (any more)
 * - `rejected`: the router understood and refused
 * - `protocol`: the answer is not what RouterOS sends
 */
export type TransportErrorKind =
  | 'unreachable'
  | 'timeout'
  | 'auth'
  | 'permission'
  | 'not-found'
  | 'rejected'
  | 'protocol';

/** A router's words are shown up to so many characters. */
const LONGEST_MESSAGE = 1000;

/**
 * A failed router call; its message is one line. Recognise one with `asTransportError`, never by class: two copies of this package in
 * one process are normal.
 */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportErrorKind;
  /** True when the same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** True when the router may have carried out the change although the call failed: read back before the next. */
  readonly mayHaveApplied: boolean;

  constructor(
    kind: TransportErrorKind,
    message: string,
    options: { mayHaveApplied?: boolean; cause?: unknown } = {},
  ) {
    super(oneLine(message, LONGEST_MESSAGE), { cause: options.cause });
    this.kind = kind;
    this.retryable = kind === 'unreachable' || kind === 'timeout' || kind === 'protocol';
    this.mayHaveApplied = options.mayHaveApplied ?? false;
  }
}

/** True when the fault lies with the connection, so that the next call would meet it too. */
export function isConnectionFault(kind: TransportErrorKind): boolean {
  return kind === 'unreachable' || kind === 'timeout' || kind === 'auth' || kind === 'protocol';
}

/** The given error as a `TransportError`; one that a transport should not have thrown becomes `protocol`. */
export function asTransportError(error: unknown): TransportError {
  if (error instanceof Error && error.name === 'TransportError' && 'kind' in error) {
    return error as TransportError;
  }
  return new TransportError('protocol', messageOf(error), { mayHaveApplied: true, cause: error });
}
