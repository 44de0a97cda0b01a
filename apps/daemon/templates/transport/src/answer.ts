import { type Row, TransportError, type TransportErrorKind } from '@wanctl/core';

/**
 * The rows that RouterOS has answered with; a singleton menu gives one. Throws a `TransportError` for anything else
 * (RouterOS REST API manual, "Errors").
 */
export function rowsOf(status: number, body: string, isChange: boolean): Row[] {
  if (status === 401) throw new TransportError('auth', 'user or password refused');
  if (status < 300 && body === '' && isChange) return [];
  const answer = parse(body);
  if (typeof answer !== 'object' || answer === null) {
    const message = `the answer (${status}) is not that of RouterOS: check host and port`;
    throw new TransportError('protocol', message, { mayHaveApplied: isChange });
  }
  if (status < 300) return [answer].flat() as Row[];
  const { detail, message = 'no reason given' }: { detail?: unknown; message?: unknown } = answer;
  const reason = `${detail ?? message} (${status})`;
  // RouterOS has answered 400 to changes that it made.
  throw new TransportError(kindOf(status, reason), reason, { mayHaveApplied: isChange && status === 400 });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The status alone does not tell: a lack of permission comes as 500, a menu that does not exist as 400. */
function kindOf(status: number, reason: string): TransportErrorKind {
  if (reason.includes('not enough permissions')) return 'permission';
  if (status === 404 || reason.startsWith('no such command or directory')) return 'not-found';
  return status < 500 ? 'rejected' : 'protocol';
}
