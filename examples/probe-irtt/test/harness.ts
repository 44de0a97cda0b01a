import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { systemClock, Telemetry } from '@wanctl/core';
import { onTestFinished } from 'vitest';
import { IrttProbe, IrttProbeOptions } from '../src/index.js';

/** Why nothing can be measured here; null when it can. */
export const WITHOUT_IRTT =
  spawnSync('irtt', ['version']).status === 0 ? null : 'irtt is missing: apt-get install irtt';

/** A server on loopback, which ends with the test; further arguments restrict it. */
export async function startServer(
  ...args: readonly string[]
): Promise<{ address: string; process: ChildProcess }> {
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn('irtt', ['server', '-b', address, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill('SIGKILL'));
  for await (const line of createInterface({ input: server.stdout }))
    if (line.includes('[ListenerStart]')) break;
  server.stdout.resume();
  return { address, process: server };
}

/** A way to a server on which each direction takes as long as `delays` says, ms; null: nothing arrives. */
export async function startRelay(server: string) {
  const delays: { download: number | null; upload: number | null } = { download: 0, upload: 0 };
  const [serverHost, serverPort] = server.split(':');
  const [inner, outer] = [await openSocket(), await openSocket()];
  let client: RemoteInfo | undefined;
  let isOpen = true;
  onTestFinished(() => {
    isOpen = false;
    for (const socket of [inner, outer]) socket.close();
  });
  const passOn = (delayMs: number | null, send: () => void) => {
    if (delayMs !== null) setTimeout(() => isOpen && send(), delayMs);
  };
  inner.on('message', (packet, from) => {
    client = from;
    passOn(delays.upload, () => outer.send(packet, Number(serverPort), serverHost));
  });
  outer.on('message', (packet) =>
    passOn(delays.download, () => client && inner.send(packet, client.port, client.address)),
  );
  return { address: `127.0.0.1:${inner.address().port}`, delays };
}

/** A socket on loopback. */
async function openSocket() {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function freePort(): Promise<number> {
  const socket = await openSocket();
  const { port } = socket.address();
  socket.close();
  return port;
}

/** A quick probe of servers; it is stopped with the test. */
export function probeOf(servers: string[], options: Partial<IrttProbeOptions> = {}): IrttProbe {
  const all = Object.assign(new IrttProbeOptions(), {
    servers,
    interval_ms: 20,
    timeout_ms: 300,
    ...options,
  });
  const probe = new IrttProbe(all, systemClock, new Telemetry());
  onTestFinished(() => probe.stop());
  return probe;
}
