import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** A packet with a payload, by the kernel's time. */
interface Packet {
  /** Wall clock, ms. */
  readonly atMs: number;
  readonly fromRouter: boolean;
}

/** What passes between clients and a router, as `tcpdump` sees it on the loopback interface. */
export interface Wire {
  /** Ends the capture. Until then nothing can be said. */
  stop(): Promise<void>;
  /**
   * How long the router held the exchange between two times (wall clock, ms): each moment belongs to the side that
   * sends the next packet. What is left of a client's time is the client's own, sockets and scheduling included.
   */
  routerMs(fromMs: number, toMs: number): number;
}

/** Begins a capture of the TCP payloads to and from a port. Rejects when there is no `tcpdump` or no right to use it. */
export async function captureWire(port: number): Promise<Wire> {
  const filter = ['tcp', 'port', String(port)];
  const child = spawn('tcpdump', ['-i', 'lo', '-n', '-q', '-tt', '-l', '--immediate-mode', ...filter], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await listening(child);
  const packets: Packet[] = [];
  const lines = createInterface(child.stdout).on('line', (line) => {
    const packet = parsePacket(line, port);
    if (packet) packets.push(packet);
  });
  return {
    async stop() {
      await sleep(200);
      child.kill('SIGINT');
      await once(lines, 'close');
    },
    routerMs: (fromMs, toMs) => heldByRouter(packets, fromMs, toMs),
  };
}

async function listening(child: ChildProcessByStdio<null, Readable, Readable>): Promise<void> {
  const failed = once(child, 'exit').then(() => {
    throw new Error('tcpdump ended: this bench needs root');
  });
  const missing = once(child, 'error').then(() => {
    throw new Error('this bench needs tcpdump: apt-get install tcpdump');
  });
  for (const ending of [failed, missing]) ending.catch(() => {});
  const ready = (async () => {
    for await (const line of createInterface(child.stderr)) if (line.startsWith('listening')) return;
  })();
  await Promise.race([ready, failed, missing]);
}

/** A line such as `1795460227.768679 IP 127.0.0.1.53848 > 127.0.0.1.443: tcp 120`. */
function parsePacket(line: string, port: number): Packet | null {
  const [, seconds, sender, bytes] = /^(\d+\.\d+) IP \S+\.(\d+) > \S+: tcp (\d+)$/.exec(line) ?? [];
  if (!Number(bytes)) return null;
  return { atMs: Number(seconds) * 1000, fromRouter: Number(sender) === port };
}

function heldByRouter(packets: readonly Packet[], fromMs: number, toMs: number): number {
  const within = packets.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return within.reduce(
    (sum, { atMs, fromRouter }, index) => sum + (fromRouter ? atMs - (within[index - 1]?.atMs ?? atMs) : 0),
    0,
  );
}
