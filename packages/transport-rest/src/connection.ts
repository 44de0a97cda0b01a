import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import type { Clock, Logger, TrustStore } from '@wanctl/core';
import type { Agents } from 'got';
import { checkCertificate, needsKnownAuthority } from './certificate-check.js';
import { portOf, type RestTransportOptions } from './rest-transport-options.js';

const CONNECT_DEADLINE_MS = 3000;

/** The router's URL without a path, e.g. `https://192.0.2.1`. */
export function originOf({ scheme, host, port }: RestTransportOptions): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return new URL(`${scheme}://${name}${port === undefined ? '' : `:${port}`}`).origin;
}

/** What connections are made with; `signal` ends them. */
export interface ConnectionContext {
  readonly clock: Clock;
  readonly trust: TrustStore;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Agents for got that keep one connection. It is handed out only when it is ready and its certificate has
 * been checked, so no byte of a request ever reaches a router that is not the trusted one.
 */
export function createAgents(options: RestTransportOptions, context: ConnectionContext): Agents {
  const createConnection = (_: unknown, done: (error: unknown, socket?: Socket) => void) => {
    openSocket(options, context).then((socket) => done(null, socket), done);
  };
  const keeping = { keepAlive: true, maxSockets: 1 };
  return options.scheme === 'https'
    ? { https: Object.assign(new https.Agent(keeping), { createConnection }) }
    : { http: Object.assign(new http.Agent(keeping), { createConnection }) };
}

async function openSocket(options: RestTransportOptions, context: ConnectionContext): Promise<Socket> {
  const { host, scheme } = options;
  const ca = options.ca_file === undefined ? undefined : await readFile(options.ca_file, 'utf8');
  const port = portOf(options);
  const socket =
    scheme === 'http'
      ? connect({ host, port })
      : tlsConnect({
          host,
          port,
          ca,
          servername: isIP(host) ? '' : host,
          rejectUnauthorized: needsKnownAuthority(options),
        });
  addAbortSignal(context.signal, socket);
  socket.setNoDelay(true);
  try {
    await ready(socket, scheme === 'https' ? 'secureConnect' : 'connect', context.clock);
    checkCertificate(socket, options, context);
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

function ready(socket: Socket, event: 'connect' | 'secureConnect', clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => socket.destroy(new Error(`no connection within ${CONNECT_DEADLINE_MS / 1000} s`));
    const cancel = clock.schedule(giveUp, CONNECT_DEADLINE_MS);
    socket.once(event, () => {
      cancel();
      resolve();
    });
    socket.once('close', cancel);
    // Stays: until the agent has taken the socket over, nobody else would hear of an error.
    socket.on('error', reject);
  });
}
