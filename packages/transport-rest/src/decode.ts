import { isJsonObject, oneLine, type Row, TransportError, type TransportErrorKind } from '@wanctl/core';
import type { RestRequest } from './encode.js';

/** What came back for a request. */
export interface RestAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Rows of an answer: an array's objects, or a single object as one row. Any other answer throws a
 * `TransportError` (RouterOS REST API manual, "Errors"; statuses as seen on 7.21 to 7.24).
 */
export function decodeRows(answer: RestAnswer, request: RestRequest): Row[] {
  const isChange = request.method !== 'GET';
  if (answer.status < 200 || answer.status > 299) throw refusal(answer, isChange);
  if (answer.body === '' && isChange) return [];
  const value = parse(answer.body);
  const rows = (Array.isArray(value) ? value : [value]).map(toRow);
  if (!rows.every((row) => row !== null)) {
    throw new TransportError('protocol', `the answer is not RouterOS data; ${CHECK_PORT}`, {
      mayHaveApplied: isChange,
    });
  }
  refuseStranger(rows, request);
  return rows;
}

/**
 * A change is answered with the object as it is now (RouterOS REST API manual, "PATCH"). Another one's answer was
 * meant for another request, as has been seen on 7.21.5 after aborted ones.
 */
function refuseStranger(rows: readonly Row[], { id }: RestRequest): void {
  const stranger = rows
    .map((row) => row['.id'])
    .find((answered) => answered !== undefined && answered !== id);
  if (id === undefined || stranger === undefined) return;
  const whose = oneLine(stranger, 40);
  throw new TransportError('protocol', `the router answered about ${whose}; it mixes up requests`, {
    mayHaveApplied: true,
  });
}

const CHECK_PORT = 'check that host and port are those of the RouterOS REST service';

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** RouterOS gives text only; numbers and booleans are taken as text too. Null for anything else. */
function toRow(value: unknown): Row | null {
  if (!isJsonObject(value)) return null;
  const entries = Object.entries(value);
  const plain = entries.every(([, field]) => ['string', 'number', 'boolean'].includes(typeof field));
  return plain ? Object.fromEntries(entries.map(([name, field]) => [name, String(field)])) : null;
}

function refusal({ status, body }: RestAnswer, isChange: boolean): TransportError {
  if (status === 401) {
    return new TransportError(
      'auth',
      'user or password refused (401); check both, and that the group of the user has the policy rest-api',
    );
  }
  const error = parse(body);
  if (!isJsonObject(error)) {
    return new TransportError(
      'protocol',
      `HTTP status ${status} without an error of RouterOS; ${CHECK_PORT}`,
      {
        mayHaveApplied: isChange && status >= 500,
      },
    );
  }
  const said = error['detail'] ?? error['message'];
  const text = typeof said === 'string' ? oneLine(said, 200) : 'no reason given';
  const kind = kindOf(status, text);
  // A 400 is no proof of no effect: RouterOS has answered so to changes that it made.
  const mayHaveApplied = isChange && (kind === 'protocol' || (kind === 'rejected' && status === 400));
  return new TransportError(kind, `${text} (${status})${ADVICE[kind] ?? ''}`, { mayHaveApplied });
}

const ADVICE: Partial<Record<TransportErrorKind, string>> = {
  permission: '; give the group of the user the policies read, write and rest-api',
};

function kindOf(status: number, text: string): TransportErrorKind {
  if (status === 403 || text.includes('not enough permissions')) return 'permission';
  if (status === 404 || text.startsWith('no such command or directory')) return 'not-found';
  return status >= 400 && status < 500 ? 'rejected' : 'protocol';
}
