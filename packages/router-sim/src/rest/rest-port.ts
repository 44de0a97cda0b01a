import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Clock } from '@wanctl/core';
import type { Certificate } from '../certificate.js';
import { openTcpPort, type TcpPort, type TcpPortOptions } from '../net/tcp-port.js';
import { occupy } from '../occupy.js';
import type { RestHandler } from './handler.js';

/** How a port serves REST. */
export interface RestPortOptions extends TcpPortOptions {
  readonly clock: Clock;
  /** What a new TLS connection costs, ms. */
  readonly tlsMs: number;
  /** After how long an idle connection is closed, ms; `Infinity`: never. */
  readonly idleTimeoutMs: number;
  /** After how many answers a connection is closed without notice; `Infinity`: never. */
  readonly maxRequestsPerConnection: number;
}

/** A port that serves REST over TLS. */
export interface HttpsPort extends TcpPort {
  /** The certificate of new connections, PEM. */
  certificate(): string;
  /** Takes another certificate, for connections from now on. */
  changeCertificate(certificate: Certificate): void;
}

/** Opens a plain port. Rejects when it is taken. */
export async function openHttpPort(handler: RestHandler, options: RestPortOptions): Promise<TcpPort> {
  const server = createHttpServer((...exchange) => serve(...exchange));
  server.keepAliveTimeout = keepAlive(options);
  const port = await openTcpPort(options, (socket) => server.emit('connection', socket));
  const serve = answering(handler, port, options);
  return port;
}

/** Opens a TLS port. Rejects when it is taken. */
export async function openHttpsPort(
  handler: RestHandler,
  certificate: Certificate,
  options: RestPortOptions,
): Promise<HttpsPort> {
  const server = createHttpsServer(certificate, (...exchange) => serve(...exchange));
  server.keepAliveTimeout = keepAlive(options);
  const port = await openTcpPort(options, (socket) => {
    socket.on('error', () => {});
    void occupy(options.clock, options.tlsMs).then(() => server.emit('connection', socket));
  });
  const serve = answering(handler, port, options);
  let { cert } = certificate;
  return {
    ...port,
    certificate: () => cert,
    changeCertificate(next) {
      server.setSecureContext(next);
      ({ cert } = next);
    },
  };
}

function answering(handler: RestHandler, port: TcpPort, options: RestPortOptions): RequestListener {
  const answers = new WeakMap<Socket, number>();
  return (incoming, response) => {
    // A TLS socket cannot be reset, only the one below it.
    const socket = port.find(incoming.socket);
    const answered = (answers.get(incoming.socket) ?? 0) + 1;
    answers.set(incoming.socket, answered);
    if (answered >= options.maxRequestsPerConnection) response.once('finish', () => socket?.end());
    void handler(incoming, response, () => socket?.resetAndDestroy());
  };
}

function keepAlive({ idleTimeoutMs }: RestPortOptions): number {
  return Number.isFinite(idleTimeoutMs) ? idleTimeoutMs : 0;
}
