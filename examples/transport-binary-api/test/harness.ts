import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type Clock, systemClock } from '@wanctl/core';
import { MemoryTrustStore, RecordingLogger } from '@wanctl/core/testing';
import { type RouterSimOptions, type SimUser, startRouterSim } from '@wanctl/router-sim';
import { onTestFinished } from 'vitest';
import { BinaryApiOptions, BinaryApiTransport } from '../src/index.js';

/** A router user with a password that must never be seen. */
export const USER: SimUser = {
  name: 'wanctl',
  password: 'hunter2:§ecret',
  policies: ['read', 'write', 'api'],
};

/** What a transport works with, unless a test hands it its own. */
interface Services {
  clock?: Clock;
  trust?: MemoryTrustStore;
  logger?: RecordingLogger;
}

/** A transport to a port on the loopback, by default without TLS; closed with the test. */
export function transportTo(
  port: number,
  options: Partial<BinaryApiOptions> = {},
  { clock = systemClock, trust = new MemoryTrustStore(), logger = new RecordingLogger() }: Services = {},
) {
  const { name: user, password } = USER;
  const own = { host: '127.0.0.1', port, user, password, tls: false };
  const complete = Object.assign(new BinaryApiOptions(), { ...own, ...options });
  const transport = new BinaryApiTransport(complete, clock, trust, logger);
  onTestFinished(() => transport.close());
  return transport;
}

/** A simulated router with two queues, and their ids. */
export async function router(options: RouterSimOptions = {}) {
  const sim = await startRouterSim({ users: [USER], ...options });
  onTestFinished(() => sim.close());
  const queue = { parent: 'bridge', 'max-limit': '100M' };
  return {
    sim,
    down: sim.add('queue/tree', { name: 'Down', ...queue }),
    up: sim.add('queue/tree', { name: 'Up', ...queue }),
  };
}

/** A TCP server of our own making; gives its port. */
export async function rawServer(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}
