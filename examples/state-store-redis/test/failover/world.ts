import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { adminOf, startRedis, tempFolder } from '../harness.js';

const CLI = new URL('../../../../apps/daemon/dist/cli.js', import.meta.url).pathname;
const PLUGIN = new URL('../../dist/index.js', import.meta.url).pathname;

/** A change of a limit as it arrived at the router. */
export interface Write {
  readonly by: string;
  readonly atMs: number;
}

/** One of two daemons for the same line. */
export interface Daemon {
  readonly name: string;
  readonly process: ChildProcess;
  log(): Promise<string>;
  /** Resolves when the log has it. */
  logged(text: string): Promise<void>;
}

/** A line that always wants another limit, its router, and all that is written to it. */
export async function startLine() {
  const router = await startRouterSim({
    users: [{ name: 'wanctl', password: 'geheim', policies: ['read', 'write', 'rest-api'] }],
    wans: [{ name: 'fibre', queues: QUEUES, download: { capacityBps: 1e9 }, upload: { capacityBps: 1e9 } }],
  });
  onTestFinished(() => router.close());
  for (const name of Object.values(QUEUES)) router.add('queue/tree', { name, parent: 'global' });
  for (const name of ['cake-down-fibre', 'cake-up-fibre']) router.add('queue/type', { name, kind: 'cake' });
  const link = router.wans.get('fibre')?.link;
  const swaying = setInterval(() => {
    if (link) link.baseRttMs = link.baseRttMs === 20 ? 200 : 20;
  }, 500);
  onTestFinished(() => clearInterval(swaying));
  const writes: Write[] = [];
  let wake = () => {};
  const note = (by: string) => {
    writes.push({ by, atMs: performance.now() });
    wake();
  };
  const untilWriteOf = async (by: string) => {
    const from = writes.length;
    while (!writes.slice(from).some((write) => write.by === by)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return { router, writes, note, untilWriteOf };
}

const QUEUES = { download: 'fibre-down', upload: 'fibre-up' };

/** The line, a Redis in which nobody has its lock, and a way to start daemons. */
export async function startWorld() {
  const line = await startLine();
  const redis = await startRedis();
  await adminOf(redis.url, 'fibre');
  return { ...line, redis, daemon: (name: string, url = redis.url) => startDaemon(name, url, line) };
}

/** Starts a daemon that reaches the router by a way of its own, on which its writes are noted. */
export async function startDaemon(
  name: string,
  redisUrl: string,
  { router, note }: { router: RouterSim; note: (by: string) => void },
): Promise<Daemon> {
  const folder = await tempFolder();
  const port = await relayTo(Number(new URL(router.httpUrl).port), () => note(name));
  const file = join(folder, 'fibre.yaml');
  await writeFile(file, stringify(wanFile(folder, router, port, redisUrl)));
  const child = spawn(process.execPath, [CLI, 'run', '--config', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const log = () => readFile(join(folder, 'fibre.log'), 'utf8').catch(() => '');
  const logged = async (text: string) => {
    await vi.waitUntil(async () => (await log()).includes(text), { timeout: 60_000, interval: 50 });
  };
  return { name, process: child, log, logged };
}

/** A way to a port on which each change is noted as it passes. */
async function relayTo(port: number, onChange: () => void): Promise<number> {
  const server = createServer((incoming) => {
    const outgoing = connect(port, '127.0.0.1');
    incoming.on('data', (bytes) => bytes.includes('PATCH /rest/queue/tree/') && onChange());
    incoming.pipe(outgoing).pipe(incoming);
    for (const socket of [incoming, outgoing]) {
      socket.on('error', () => {});
      socket.on('close', () => [incoming, outgoing].map((end) => end.destroy()));
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

function wanFile(folder: string, router: RouterSim, port: number, url: string) {
  const rates = { floor_mbps: 1, ceiling_mbps: 900, step_up_mbps: 100, factor_down: 0.9 };
  return {
    wan_name: 'fibre',
    plugins: [PLUGIN, '@wanctl/router-sim/probe'],
    state_store: { name: 'redis', url },
    interval_seconds: 0.05,
    probe: {
      kind: 'sim-echo',
      targets: router.wans.get('fibre')?.reflectors.map(({ target }) => target) ?? [],
      interval_ms: 50,
    },
    router: {
      ...{ transport: 'rest', scheme: 'http', host: '127.0.0.1', port, ssh_key: '/dev/null' },
      ...{ user: 'wanctl', password: 'geheim' },
    },
    queues: QUEUES,
    continuous_monitoring: {
      ...{ enabled: true, baseline_rtt_initial: 20, download: rates, upload: rates, ping_hosts: [] },
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.9 },
    },
    history: { enabled: false },
    logging: { main_log: join(folder, 'fibre.log'), debug_log: join(folder, 'debug.log') },
    ...{ lock_file: join(folder, 'fibre.lock'), lock_timeout: 300 },
  };
}
