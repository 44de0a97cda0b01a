import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@wanctl/core';
import { writeOut } from '../fault-effects.js';
import type { RestRequest } from './dispatch.js';
import type { Reply } from './reply.js';

/** The whole request; undefined when its client went away in the middle of it. */
export async function readRequest(incoming: IncomingMessage): Promise<RestRequest | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(chunk);
  } catch {
    return undefined;
  }
  return {
    method: incoming.method ?? '',
    url: incoming.url ?? '',
    contentType: incoming.headers['content-type'],
    body: Buffer.concat(chunks).toString(),
  };
}

/** Sends a reply with the headers of RouterOS 7.23, as far as it is to be sent. */
export async function sendReply(
  { status, contentType, body, sent, fault }: Reply,
  { headers }: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
  reset: () => void,
): Promise<void> {
  if (sent === 'never') return;
  if (sent === 'none') {
    reset();
    return;
  }
  const closes = headers.connection?.toLowerCase() === 'close';
  response.writeHead(status, {
    'Cache-Control': 'no-cache',
    // Named so that Node adds no `Keep-Alive` parameters, which RouterOS does not send.
    Connection: closes ? 'close' : 'keep-alive',
    ...(status === 204 ? {} : { 'Content-Length': Buffer.byteLength(body), 'Content-Type': contentType }),
    Expires: '0',
    'X-Frame-Options': 'sameorigin',
  });
  if (sent === 'half') {
    response.write(body.slice(0, body.length / 2), reset);
    return;
  }
  if (fault) await writeOut(clock, fault, body, (piece) => response.write(piece));
  response.end(fault ? undefined : body);
}
