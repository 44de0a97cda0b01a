import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@wanctl/core';
import { MemoryTrustStore, RecordingLogger } from '@wanctl/core/testing';
import { type RouterSim, type RouterSimOptions, type SimUser, startRouterSim } from '@wanctl/router-sim';
import ssh2, { type ServerChannel } from 'ssh2';
import { onTestFinished } from 'vitest';
import { SshTransport, SshTransportOptions } from '../src/index.js';

/** A password that must never be seen. */
export const PASSWORD = 'hunter2:§ecret';

/** The user of every simulated router here. */
export const USER: SimUser = { name: 'wanctl', password: PASSWORD, policies: ['read', 'write', 'ssh'] };

/** A transport to a port on the loopback, with what it logs and trusts; closed with the test. */
export function transportTo(
  port: number,
  options: Partial<SshTransportOptions> = {},
  clock: Clock = systemClock,
  trustStore = new MemoryTrustStore(),
) {
  const complete = Object.assign(new SshTransportOptions(), {
    host: '127.0.0.1',
    port,
    user: USER.name,
    password: PASSWORD,
    ...options,
  });
  const logger = new RecordingLogger();
  const transport = new SshTransport(complete, clock, trustStore, logger);
  onTestFinished(() => transport.close());
  return { transport, logger, trustStore };
}

/** A simulated router without queues; closed with the test. */
export async function simulator(options: RouterSimOptions = {}): Promise<RouterSim> {
  const sim = await startRouterSim({ users: [USER], ...options });
  onTestFinished(() => sim.close());
  return sim;
}

/** A simulated router with one queue, `WAN-Download`. */
export async function router(options: RouterSimOptions = {}) {
  const sim = await simulator(options);
  const id = sim.add('queue/tree', { name: 'WAN-Download', parent: 'bridge', 'max-limit': '100M' });
  return { sim, id, port: sim.sshPort };
}

/** An ed25519 key pair that ssh2 can read: its generator drops leading zero bytes, which spoils one in 256. */
export function ed25519Pair(passphrase?: string) {
  const { generateKeyPairSync, parseKey } = ssh2.utils;
  for (;;) {
    const pair =
      passphrase === undefined
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 4 });
    if (!(parseKey(pair.public) instanceof Error)) return pair;
  }
}

/** What a router of our own making does with a command line; `socket` is that of its connection. */
export type OnExec = (channel: ServerChannel, line: string, socket: Socket) => void;

/** An SSH server of our own making that lets everybody in; counts its connections. */
export async function sshServer(onExec: OnExec) {
  const hostKey = ed25519Pair();
  const counts = { connections: 0 };
  const port = await rawServer((socket) => {
    counts.connections += 1;
    const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
      connection.on('error', () => {});
      connection.on('authentication', (attempt) => attempt.accept());
      connection.on('session', (accept) => {
        const session = accept();
        session.on('exec', (acceptExec, _reject, { command }) => onExec(acceptExec(), command, socket));
      });
    });
    server.injectSocket(socket);
  });
  return { port, counts, hostKey: hostKey.public };
}

/** Answers as RouterOS does: text, exit code 0, end. */
export function answer(channel: ServerChannel, text: string): void {
  channel.write(text);
  channel.exit(0);
  channel.end();
}

/** A TCP server of our own making; gives its port. */
export async function rawServer(onConnection: (socket: Socket, server: Server) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket, server);
  });
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A port that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A file with that text in a new folder, which goes away with the test. */
export async function tempFile(text: string, mode = 0o600): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-ssh-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'file');
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

/** A promise and the function that resolves it. */
export function signal<T = void>() {
  let fire: (value: T) => void = () => {};
  const fired = new Promise<T>((resolve) => {
    fire = resolve;
  });
  return { fire, fired };
}
