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
  /** How the connection fares: `whole` reply, reset after `half` of it, reset in place of it (`none`). */
  readonly sent: 'whole' | 'half' | 'none';
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

/** True when the router gets to carry out a request in spite of the fault. */
export function reachesRouter(fault: Fault | undefined): boolean {
  if (fault?.kind === 'html') return false;
  return fault?.kind === 'status' || fault?.kind === 'reset' ? fault.applied === true : true;
}

/** The reply that the client gets when the fault happens to it. */
export function spoil(fault: Fault, reply: Reply): Reply {
  switch (fault.kind) {
    case 'status': {
      const body: Json = fault.body;
      return { ...reply, status: fault.status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    }
    case 'html':
      return { status: 200, contentType: 'text/html', body: PORTAL, sent: 'whole' };
    case 'truncate':
      return { ...reply, sent: 'half' };
    case 'reset':
      return { ...reply, sent: 'none' };
    default:
      return reply;
  }
}
