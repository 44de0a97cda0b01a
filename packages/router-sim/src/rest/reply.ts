import { STATUS_CODES } from 'node:http';
import type { Json, JsonObject } from '@wanctl/core';
import type { RouterError } from '../device/router-error.js';
import type { Fault } from '../faults.js';
import type { RestAnswer } from './dispatch.js';

/** What goes over the wire. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  /**
   * How the connection fares: `whole` reply, reset after `half` of it, reset in place of it (`none`), nothing
   * happens to it any more (`never`).
   */
  readonly sent: 'whole' | 'half' | 'none' | 'never';
  /** The reply before this one is sent in its place. */
  readonly stale?: true;
  /** How the body is written, when not at once. */
  readonly fault?: Fault;
}

const PORTAL =
  '<!DOCTYPE html><html><head><title>Log in</title></head><body>Log in to the network</body></html>';

/** The router's own reply. */
export function replyOf({ status, body }: RestAnswer): Reply {
  const text = body === undefined ? '' : JSON.stringify(body);
  return { status, contentType: 'application/json', body: text, sent: 'whole' };
}

/** Body of a refusal: the status, its HTTP reason and, where there is one, the router's text. */
export function errorAnswer({ status, message }: RouterError): RestAnswer {
  const reason: JsonObject = { error: status, message: STATUS_CODES[status] ?? '' };
  return { status, body: message === '' ? reason : { detail: message, ...reason } };
}

/** The reply that the client gets when the fault happens to it. */
export function spoil(fault: Fault, reply: Reply): Reply {
  switch (fault.kind) {
    case 'status': {
      const body: Json = fault.body;
      return { ...reply, status: fault.status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    }
    case 'html':
      return { ...reply, status: 200, contentType: 'text/html', body: PORTAL };
    case 'huge':
      return { ...reply, status: 200, body: JSON.stringify([{ comment: 'x'.repeat(fault.bytes) }]) };
    case 'stale':
      return { ...reply, stale: true };
    case 'truncate':
      return { ...reply, sent: 'half' };
    case 'reset':
      return { ...reply, sent: 'none' };
    case 'silent':
      return { ...reply, sent: 'never' };
    default:
      return { ...reply, fault };
  }
}
