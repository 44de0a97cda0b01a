import type { ClientRequest } from 'node:http';
import type { Clock, MayWrite } from '@wanctl/core';
import got, { type Agents, type Got, type Response } from 'got';
import type { RestAnswer } from './decode.js';
import type { RestRequest } from './encode.js';
import { type ExchangeProgress, faultOf, isStaleConnection } from './exchange-fault.js';

/** What an exchange needs of its transport. */
export interface ExchangeContext {
  /** Sends requests to the router, see `createClient`. */
  readonly client: Got;
  /** How long a request may take once it has a connection, ms. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Told when we break off a request that the router is working on. */
  readonly onBreakOff: () => void;
  /** Asked when the request has its connection and nothing of it is sent yet. */
  readonly mayWrite?: MayWrite | undefined;
}

const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** A client for one router, set up once because got takes its time for it; `origin` is the URL without a path. */
export function createClient(origin: string, agents: Agents, authorization: string): Got {
  return got.extend({
    prefixUrl: `${origin}/rest`,
    headers: { authorization },
    agent: agents,
    retry: { limit: 0 },
    followRedirect: false,
    throwHttpErrors: false,
    decompress: false,
  });
}

/**
 * Sends one request and gives the whole answer, whatever its status. When a kept connection turns out to be
 * closed already, a GET or PATCH is sent once more, as a repeat. Rejects with a `TransportError`.
 */
export async function exchange(
  request: RestRequest,
  context: ExchangeContext,
  isRepeat = false,
): Promise<RestAnswer> {
  const progress: ExchangeProgress = { sent: false, reused: false, answered: false, brokenOff: null };
  try {
    return await attempt(request, context, progress);
  } catch (error) {
    if (progress.brokenOff && progress.sent) context.onBreakOff();
    if (!isRepeat && isStaleConnection(error, progress, request)) return exchange(request, context, true);
    throw faultOf(error, progress, request, isRepeat);
  }
}

async function attempt(
  request: RestRequest,
  context: ExchangeContext,
  progress: ExchangeProgress,
): Promise<RestAnswer> {
  let cancelDeadline = () => {};
  let status = 0;
  const stream = context.client.stream(request.path, gotOptions(request));
  // got hears the first error alone. Node's agent keeps a request for which it could make no connection, and fails it
  // once more when the next one is free.
  stream.once('request', (outgoing: ClientRequest) => outgoing.on('error', () => {}));
  stream.once('request', (outgoing: ClientRequest) =>
    outgoing.once('socket', (socket) => {
      if (context.mayWrite?.() === false) {
        progress.brokenOff = 'not-allowed';
        outgoing.destroy();
        return;
      }
      progress.sent = true;
      progress.reused = outgoing.reusedSocket;
      cancelDeadline = context.clock.schedule(() => {
        progress.brokenOff = 'timeout';
        socket.destroy();
      }, context.timeoutMs);
    }),
  );
  stream.once('response', (response: Response) => {
    progress.answered = true;
    status = response.statusCode;
  });
  try {
    const body = await textOf(stream, progress);
    return { status, body };
  } finally {
    cancelDeadline();
  }
}

function gotOptions({ method, body }: RestRequest) {
  return body === undefined ? { method } : { method, body, headers: { 'content-type': 'application/json' } };
}

async function textOf(stream: AsyncIterable<Buffer>, progress: ExchangeProgress): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) {
      progress.brokenOff = 'oversize';
      throw new Error('oversize');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
