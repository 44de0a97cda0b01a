import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@wanctl/core';
import { type Router, staysUp } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { logFailedLogin, openRestSession } from '../device/sessions.js';
import { extraMs, reachesRouter } from '../fault-effects.js';
import type { Faults } from '../faults.js';
import { occupy } from '../occupy.js';
import type { RequestRecord } from '../request-log.js';
import { authenticate, readBasic, type SimUser } from '../users.js';
import type { AbortDamage, Damage } from './abort-damage.js';
import { dispatch, type RestAnswer, type RestRequest, runsForever } from './dispatch.js';
import { errorAnswer, type Reply, replyOf, spoil } from './reply.js';
import { createSerial, type Serial } from './serial.js';
import { readRequest, sendReply } from './wire.js';

/** What the REST service works with. */
export interface RestContext {
  readonly router: Router;
  readonly users: ReadonlyMap<string, SimUser>;
  readonly clock: Clock;
  readonly faults: Faults;
  /** Service time of the next request, ms. */
  readonly serviceMs: () => number;
  /** How long a failed login takes, ms. */
  readonly failedLoginMs: number;
  /** What clients that abort requests have done to the web server. */
  readonly damage: AbortDamage;
  readonly onRequest: (record: RequestRecord) => void;
}

// "Session closed" after 60 s, whatever the command (RouterOS REST API manual).
const COMMAND_CAP_MS = 60_000;

/** Gives the reply to a request; `reset` cuts its connection. */
export type RestHandler = (
  incoming: IncomingMessage,
  response: ServerResponse,
  reset: () => void,
) => Promise<void>;

/** The REST service. Requests of one user from one address are served one after another, as a router does. */
export function createRestHandler(context: RestContext): RestHandler {
  const { clock, damage, onRequest } = context;
  const serial = createSerial();
  let previous = replyOf({ status: 200, body: [] });
  return async (incoming, response, reset) => {
    const request = await readRequest(incoming);
    if (!request) return;
    const arrivedMs = clock.now();
    const given = damagedReply(damage.next()) ?? (await answer(context, serial, incoming, request));
    const reply = given.stale ? previous : given;
    previous = reply;
    onRequest({
      method: request.method,
      path: request.url,
      status: reply.sent === 'none' || reply.sent === 'never' ? null : reply.status,
      tookMs: clock.now() - arrivedMs,
    });
    damage.ended(incoming.socket.destroyed ? 'aborted' : 'answered');
    await sendReply(reply, incoming, response, clock, reset);
  };
}

function damagedReply(damage: Damage): Reply | undefined {
  if (damage === 'none') return undefined;
  const refused = replyOf(errorAnswer(new RouterError(401)));
  return damage === 'reset' ? { ...refused, sent: 'none' } : refused;
}

async function answer(
  context: RestContext,
  serial: Serial,
  incoming: IncomingMessage,
  request: RestRequest,
): Promise<Reply> {
  const { router, users } = context;
  const address = incoming.socket.remoteAddress ?? '';
  const credentials = readBasic(incoming.headers.authorization);
  const user = credentials && authenticate(users, credentials, 'rest-api');
  if (!user) {
    if (credentials) logFailedLogin(router, credentials.name, address, 'rest-api');
    return refuseLogin(context);
  }
  openRestSession(router, user.name, address);
  return serial(`${user.name} ${address}`, () => serve(context, user, request));
}

async function serve(context: RestContext, user: SimUser, request: RestRequest): Promise<Reply> {
  const armed = context.faults.take({ ...request, user: user.name });
  const fault = armed?.fault;
  const durationMs = runsForever(request) ? Number.POSITIVE_INFINITY : context.serviceMs() + extraMs(fault);
  const released = fault?.kind === 'hang' ? armed?.removed : undefined;
  const { bootedMs } = context.router;
  const outcome = await occupy(context.clock, Math.min(durationMs, COMMAND_CAP_MS), released);
  if (outcome === 'elapsed' && durationMs > COMMAND_CAP_MS)
    return replyOf(errorAnswer(new RouterError(400, 'Session closed')));
  if (!staysUp(context.router, bootedMs)) return { ...replyOf({ status: 200 }), sent: 'none' };
  const answer = reachesRouter(fault) ? answerOf(context.router, user, request) : { status: 200 };
  return fault ? spoil(fault, replyOf(answer)) : replyOf(answer);
}

async function refuseLogin({ clock, failedLoginMs }: RestContext): Promise<Reply> {
  await occupy(clock, failedLoginMs);
  return replyOf(errorAnswer(new RouterError(401)));
}

function answerOf(router: Router, { policies }: SimUser, request: RestRequest): RestAnswer {
  try {
    return dispatch(router, policies, request);
  } catch (error) {
    if (error instanceof RouterError) return errorAnswer(error);
    throw error;
  }
}
