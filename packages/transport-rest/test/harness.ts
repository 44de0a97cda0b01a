import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@wanctl/core';
import { MemoryTrustStore, RecordingLogger } from '@wanctl/core/testing';
import { type RouterSimOptions, startRouterSim } from '@wanctl/router-sim';
import { onTestFinished } from 'vitest';
import { RestTransport, RestTransportOptions } from '../src/index.js';

/** A password that must never be seen. */
export const PASSWORD = 'hunter2:§ecret';

/** What a transport works with, unless a test hands it its own. */
interface Services {
  clock?: Clock;
  trust?: MemoryTrustStore;
  logger?: RecordingLogger;
}

/** A transport to a port on the loopback; closed with the test. */
export function transportTo(
  port: number,
  options: Partial<RestTransportOptions> = {},
  { clock = systemClock, trust = new MemoryTrustStore(), logger = new RecordingLogger() }: Services = {},
) {
  const complete = Object.assign(new RestTransportOptions(), {
    host: '127.0.0.1',
    port,
    scheme: 'http',
    user: 'wanctl',
    password: PASSWORD,
    ...options,
  });
  const transport = new RestTransport(complete, clock, trust, logger);
  onTestFinished(() => transport.close());
  return transport;
}

/** A simulated router with one queue, `WAN-Download`, and its ports. */
export async function router(options: RouterSimOptions = {}) {
  const policies = ['read', 'write', 'rest-api'] as const;
  const sim = await startRouterSim({ ...options, users: [{ name: 'wanctl', password: PASSWORD, policies }] });
  onTestFinished(() => sim.close());
  const id = sim.add('queue/tree', { name: 'WAN-Download', parent: 'bridge', 'max-limit': '100M' });
  return { sim, id, httpsPort: portOf(sim.httpsUrl), httpPort: portOf(sim.httpUrl) };
}

/** A TCP server of our own making; gives its port. */
export async function rawServer(onConnection: (socket: Socket, server: Server) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket, server);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listening(server);
}

/** An HTTP server of our own making; gives its port. */
export async function httpServer(listener: http.RequestListener): Promise<number> {
  const server = http.createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return listening(server);
}

/** A new folder that goes away with the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-rest-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, 'close');
  return port;
}

/** A promise and the function that resolves it. */
export function signal<T = void>() {
  let fire: (value: T) => void = () => {};
  const fired = new Promise<T>((resolve) => {
    fire = resolve;
  });
  return { fire, fired };
}

async function listening(server: Server | http.Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
