import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { connect, isIP, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { TLSSocket, connect as tlsConnect } from 'node:tls';
import type { Clock } from '@wanctl/core';
import type { Agents } from 'got';
import type { RestTransportOptions } from './rest-transport-options.js';

const CONNECT_DEADLINE_MS = 3000;

/** The router's URL without a path, e.g. `https://192.0.2.1`. */
export function originOf({ scheme, host, port }: RestTransportOptions): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return new URL(`${scheme}://${name}${port === undefined ? '' : `:${port}`}`).origin;
}

/**
 * Agents for got that keep one connection. It is handed out only when it is ready and its certificate has
 * been checked, so no byte of a request ever reaches a router that is not the pinned one. `signal` ends it.
 */
export function createAgents(options: RestTransportOptions, clock: Clock, signal: AbortSignal): Agents {
  const createConnection = (_: unknown, done: (error: unknown, socket?: Socket) => void) => {
    openSocket(options, clock, signal).then((socket) => done(null, socket), done);
  };
  const keeping = { keepAlive: true, maxSockets: 1 };
  return options.scheme === 'https'
    ? { https: Object.assign(new https.Agent(keeping), { createConnection }) }
    : { http: Object.assign(new http.Agent(keeping), { createConnection }) };
}

async function openSocket(options: RestTransportOptions, clock: Clock, signal: AbortSignal): Promise<Socket> {
  const { host, scheme } = options;
  const ca = options.ca_file === undefined ? undefined : await readFile(options.ca_file, 'utf8');
  const port = options.port ?? (scheme === 'https' ? 443 : 80);
  const socket =
    scheme === 'http'
      ? connect({ host, port })
      : tlsConnect({
          host,
          port,
          ca,
          servername: isIP(host) ? '' : host,
          rejectUnauthorized: options.verify_ssl && options.tls_fingerprint === undefined,
        });
  addAbortSignal(signal, socket);
  socket.setNoDelay(true);
  try {
    await ready(socket, scheme === 'https' ? 'secureConnect' : 'connect', clock);
    if (options.tls_fingerprint !== undefined) checkFingerprint(socket, options.tls_fingerprint);
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

function checkFingerprint(socket: Socket, pinned: string): void {
  if (!(socket instanceof TLSSocket)) throw new Error('tls_fingerprint needs scheme https');
  const shown = plain(socket.getPeerX509Certificate()?.fingerprint256 ?? 'none');
  if (shown === plain(pinned)) return;
  throw new Error(
    `the certificate is not the pinned one: it has ${shown}, pinned is ${plain(pinned)}; ` +
      'if you have renewed it, pin the new one (wanctl pin)',
  );
}

function plain(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase();
}
