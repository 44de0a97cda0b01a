import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@wanctl/core';
import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import type { Fault, Faults } from '../faults.js';
import { authenticate, type SimUser } from '../users.js';
import { dispatch, type RestAnswer, type RestRequest } from './dispatch.js';
import { errorAnswer, type Reply, reachesRouter, replyOf, spoil } from './reply.js';
import { createSerial } from './serial.js';
import { readRequest, sendReply } from './wire.js';

/** One request that has been answered. */
export interface RequestRecord {
  readonly method: string;
  /** Path and query string as sent. */
  readonly path: string;
  /** Null when the connection was reset in place of an answer. */
  readonly status: number | null;
  /** From the whole request's arrival to the answer, waiting for earlier ones included, ms. */
  readonly tookMs: number;
}

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
  const serial = createSerial();
  return async (incoming, response, reset) => {
    const request = await readRequest(incoming);
    if (!request) return;
    const arrivedMs = context.clock.now();
    const user = authenticate(context.users, incoming.headers.authorization);
    const reply = user
      ? await serial(`${user.name} ${incoming.socket.remoteAddress}`, () => serve(context, user, request))
      : await refuseLogin(context);
    context.onRequest({
      method: request.method,
      path: request.url,
      status: reply.sent === 'none' ? null : reply.status,
      tookMs: context.clock.now() - arrivedMs,
    });
    sendReply(reply, incoming, response, reset);
  };
}

async function serve(context: RestContext, user: SimUser, request: RestRequest): Promise<Reply> {
  const armed = context.faults.take({ ...request, user: user.name });
  const fault = armed?.fault;
  const durationMs = context.serviceMs() + extraMs(fault);
  const released = fault?.kind === 'hang' ? armed?.removed : undefined;
  const outcome = await occupy(context.clock, durationMs, released);
  if (outcome === 'capped') return replyOf(errorAnswer(new RouterError(400, 'Session closed')));
  const answer = reachesRouter(fault) ? answerOf(context.router, user, request) : { status: 200 };
  return fault ? spoil(fault, replyOf(answer)) : replyOf(answer);
}

function extraMs(fault: Fault | undefined): number {
  if (fault?.kind === 'hang') return Number.POSITIVE_INFINITY;
  return fault?.kind === 'delay' ? fault.delayMs : 0;
}

/** Keeps the session busy for a while, or until released; never longer than the cap. */
function occupy(clock: Clock, durationMs: number, released?: Promise<void>): Promise<'done' | 'capped'> {
  if (durationMs <= 0) return Promise.resolve('done');
  return new Promise((resolve) => {
    const end = durationMs > COMMAND_CAP_MS ? 'capped' : 'done';
    const cancel = clock.schedule(() => resolve(end), Math.min(durationMs, COMMAND_CAP_MS));
    void released?.then(() => {
      cancel();
      resolve('done');
    });
  });
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
