import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { Worker } from 'node:worker_threads';

/** A simulated router in another thread, behind relays that count what passes. */
export interface SimulatedRouter {
  readonly httpsPort: number;
  readonly sshPort: number;
  /** What the router took for each request since the last `reset`, ms. */
  readonly servedMs: readonly number[];
  /** Bytes that passed in both directions since the last `reset`. */
  readonly bytes: () => number;
  reset(): void;
  close(): Promise<void>;
}

/** Starts it with a preset of service times. */
export async function startSimulatedRouter(latency: string): Promise<SimulatedRouter> {
  const worker = new Worker(new URL('./router-worker.js', import.meta.url), { workerData: { latency } });
  const [ports] = (await once(worker, 'message')) as [{ httpsUrl: string; sshPort: number }];
  let servedMs: number[] = [];
  let bytes = 0;
  worker.on('message', ({ tookMs }: { tookMs: number }) => servedMs.push(tookMs));
  const count = (chunk: Buffer) => {
    bytes += chunk.length;
  };
  const https = await relay(Number(new URL(ports.httpsUrl).port), count);
  const ssh = await relay(ports.sshPort, count);
  return {
    httpsPort: portOf(https),
    sshPort: portOf(ssh),
    get servedMs() {
      return servedMs;
    },
    bytes: () => bytes,
    reset() {
      servedMs = [];
      bytes = 0;
    },
    async close() {
      https.close();
      ssh.close();
      worker.postMessage('close');
      await worker.terminate();
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
