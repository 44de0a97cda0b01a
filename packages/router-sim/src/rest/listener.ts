import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Certificate } from '../certificate.js';
import type { RestHandler } from './handler.js';

/** One port that serves REST. */
export interface Listener {
  readonly url: string;
  /** Ends it and all of its connections, kept alive or not. */
  close(): Promise<void>;
}

/** Where and how to listen. */
export interface ListenerOptions {
  /** 0: any free one. */
  readonly port: number;
  /** With one it is HTTPS. */
  readonly certificate?: Certificate;
  /** After how long an idle connection is closed, ms. */
  readonly idleTimeoutMs: number;
}

/** Listens on 127.0.0.1. Rejects when the port is taken. */
export async function listen(handler: RestHandler, options: ListenerOptions): Promise<Listener> {
  const { certificate, port, idleTimeoutMs } = options;
  // A TLS socket cannot be reset, only the one below it, found again by its peer.
  const sockets = new Map<string, Socket>();
  const serve: RequestListener = (incoming, response) => {
    const socket = sockets.get(peerOf(incoming.socket));
    void handler(incoming, response, () => socket?.resetAndDestroy());
  };
  const server: Server = certificate ? createHttpsServer(certificate, serve) : createHttpServer(serve);
  server.keepAliveTimeout = idleTimeoutMs;
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    sockets.set(peer, socket);
    socket.once('close', () => sockets.delete(peer));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${bound}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets.values()) socket.destroy();
      await closed;
    },
  };
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
