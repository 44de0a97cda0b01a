import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A simulated router in another thread. */
export interface SimulatedRouter extends RouterPorts {
  /** What the router took for each request since the last `reset`, ms. */
  readonly servedMs: readonly number[];
  reset(): void;
  close(): Promise<void>;
}

/** Where a router is reached. */
export interface RouterPorts {
  readonly httpsPort: number;
  readonly sshPort: number;
  readonly apiSslPort: number;
}

/** Starts it with a preset of service times. */
export async function startSimulatedRouter(latency: string): Promise<SimulatedRouter> {
  const worker = new Worker(new URL('./router-worker.js', import.meta.url), { workerData: { latency } });
  const [ports] = (await once(worker, 'message')) as [RouterPorts];
  let servedMs: number[] = [];
  worker.on('message', ({ tookMs }: { tookMs: number }) => servedMs.push(tookMs));
  return {
    ...ports,
    get servedMs() {
      return servedMs;
    },
    reset() {
      servedMs = [];
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** Relays in front of a router that count what passes. They take time of their own. */
export interface CountingRelays extends RouterPorts {
  /** Bytes in both directions so far. */
  readonly bytes: () => number;
  close(): void;
}

/** Puts relays in front of a router's ports. */
export async function countTraffic(router: RouterPorts): Promise<CountingRelays> {
  let bytes = 0;
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
  };
  const https = await relay(router.httpsPort, count);
  const ssh = await relay(router.sshPort, count);
  const apiSsl = await relay(router.apiSslPort, count);
  return {
    httpsPort: portOf(https),
    sshPort: portOf(ssh),
    apiSslPort: portOf(apiSsl),
    bytes: () => bytes,
    close() {
      for (const server of [https, ssh, apiSsl]) server.close();
    },
  };
}

async function relay(port: number, count: (chunk: Buffer) => void): Promise<Server> {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    near
      .on('data', count)
      .pipe(far)
      .on('error', () => near.destroy());
    far
      .on('data', count)
      .pipe(near)
      .on('error', () => far.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
