import { type Row, TransportError, type TransportErrorKind } from '@wanctl/core';

/** The error for a `!trap`, by its text: RouterOS gives its category only now and then. */
export function refusal({ message = 'no reason given' }: Row, isChange: boolean): TransportError {
  const kind = kindOf(message);
  const text = message.replace(/\s+/g, ' ').slice(0, 200);
  // RouterOS has refused changes over REST, which is the API in JSON, that it made all the same.
  return new TransportError(kind, `${text}${ADVICE[kind] ?? ''}`, {
    mayHaveApplied: isChange && kind === 'rejected',
  });
}

const ADVICE: Partial<Record<TransportErrorKind, string>> = {
  auth: '; check both, and that the group of the user has the policy api',
  permission: '; give the group of the user the policies read, write and api',
};

function kindOf(message: string): TransportErrorKind {
  if (/user name or password|cannot log in/.test(message)) return 'auth';
  if (message.includes('not enough permissions')) return 'permission';
  return /^no such (item|command or directory)/.test(message) ? 'not-found' : 'rejected';
}
