import { oneLine, TransportError, type TransportErrorKind } from '@wanctl/core';

/** Texts by which RouterOS says no, as seen on 7.21 to 7.24; the first that matches decides. */
const KINDS: readonly (readonly [RegExp, TransportErrorKind])[] = [
  [/no such item|expected item id|bad command name|no such command/, 'not-found'],
  [/not enough permissions/, 'permission'],
  [/action timed out/, 'timeout'],
  [/\(line \d+ column \d+\)/, 'rejected'],
  [
    /^(failure: |input does not match |value of |invalid |ambiguous |missing |unknown parameter )/m,
    'rejected',
  ],
  [/out of range|already have|action failed/, 'rejected'],
];

/**
 * The `TransportError` for a text that the router has printed in place of what was asked for. Exit codes are not
 * looked at: RouterOS gives 0 with most refusals.
 */
export function refusal(text: string, isChange: boolean): TransportError {
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'protocol';
  // As with REST, a refusal of a value is no proof of no effect.
  const mayHaveApplied = isChange && kind !== 'not-found' && kind !== 'permission';
  return new TransportError(kind, messageOf(kind, text), { mayHaveApplied });
}

function messageOf(kind: TransportErrorKind, text: string): string {
  const line = oneLine(text.trim(), 200);
  if (kind === 'permission') return `${line}; give the group of the user the policies ssh, read and write`;
  if (kind !== 'protocol') return line;
  return `${line === '' ? 'no answer' : `the answer is not RouterOS data: ${line}`}; check host, port and RouterOS version (7.13 or later)`;
}
