import { inspect } from 'node:util';
import { asTransportError, type TransportErrorKind } from '../../transport-error.js';
import type { Suite } from './under-test.js';

/**
 * Expects a `TransportError` of that kind, in one line, without a secret at any depth; what the router refuses
 * before it looks at the change cannot have been applied.
 */
export function expectGoodError({ expect, secrets }: Suite, thrown: unknown, kind: TransportErrorKind): void {
  const error = asTransportError(thrown);
  const shown = inspect(thrown, { depth: Number.POSITIVE_INFINITY, showHidden: true });
  expect({
    isTransportError: error === thrown,
    kind: error.kind,
    retryable: error.retryable,
    isOneLine: error.message !== '' && !error.message.includes('\n'),
    isInVainDoubt: error.mayHaveApplied && ['auth', 'permission', 'not-found'].includes(kind),
    secrets: secrets.filter((secret) => shown.includes(secret)),
  }).toEqual({
    isTransportError: true,
    kind,
    retryable: ['unreachable', 'timeout', 'protocol'].includes(kind),
    isOneLine: true,
    isInVainDoubt: false,
    secrets: [],
  });
}
