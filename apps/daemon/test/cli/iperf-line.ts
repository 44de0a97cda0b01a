import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { RouterSim } from '@wanctl/router-sim';
import { onTestFinished } from 'vitest';

/** Whether there is an iperf3 to load lines with. */
export const hasIperf = spawnSync('iperf3', ['--version']).status === 0;

type Way = 'download' | 'upload';

/** So much of a connection waits before its sender has to. */
const WINDOW_BYTES = 65_536;

/**
 * An iperf3 server behind a simulated line: what passes is what the model of the line lets through, and senders press on
 * it as long as something waits. Gives its port on 127.0.0.1. All ends when the test does.
 */
export async function startIperfBehind(router: RouterSim, name: string): Promise<number> {
  const serverPort = await freePort();
  const server = spawn('iperf3', ['--server', '--port', String(serverPort), '--forceflush']);
  await once(server.stdout, 'data');
  const line = router.wans.get(name)?.link;
  if (!line) throw new Error(`no line ${name}`);
  const waiting = { download: new Set<Waiting>(), upload: new Set<Waiting>() };
  const passed = { download: 0, upload: 0 };
  const budget = { download: 0, upload: 0 };
  const timer = setInterval(() => {
    for (const way of ['download', 'upload'] as const) {
      budget[way] += line[way].passedBytes - passed[way];
      passed[way] = line[way].passedBytes;
      let left = waiting[way].size;
      for (const one of [...waiting[way]]) {
        budget[way] -= one.pass(budget[way] / left);
        left -= 1;
      }
      line[way].demandBps = waiting[way].size > 0 ? Number.POSITIVE_INFINITY : 0;
    }
  }, 10);
  let connections = 0;
  const proxy = createServer((client) => {
    const behind = connect(serverPort, '127.0.0.1');
    // The first connection of a test carries orders only.
    connections = connections % 5;
    if (connections === 0) client.pipe(behind).pipe(client);
    else {
      join('upload', client, behind, waiting);
      join('download', behind, client, waiting);
    }
    connections += 1;
    for (const socket of [client, behind]) socket.on('error', () => {});
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    clearInterval(timer);
    proxy.close();
    server.kill();
  });
  return (proxy.address() as AddressInfo).port;
}

/** What one connection has sent and the line has not let through. */
interface Waiting {
  /** Lets so many bytes through at most; gives how many it were. */
  pass(bytes: number): number;
}

function join(way: Way, from: Socket, to: Socket, waiting: Record<Way, Set<Waiting>>): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  let isOver = false;
  const one: Waiting = {
    pass(most) {
      const all = Buffer.concat(chunks);
      const now = all.subarray(0, Math.ceil(most));
      chunks = [all.subarray(now.length)];
      bytes = all.length - now.length;
      to.write(now);
      if (bytes < WINDOW_BYTES) from.resume();
      if (bytes === 0) {
        waiting[way].delete(one);
        if (isOver) to.end();
      }
      return now.length;
    },
  };
  from.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    waiting[way].add(one);
    if (bytes >= WINDOW_BYTES) from.pause();
  });
  // What nobody waits for any more must not take the line from the next test.
  to.on('close', () => {
    from.destroy();
    waiting[way].delete(one);
  });
  from.on('close', () => {
    isOver = true;
    if (bytes === 0) to.end();
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
