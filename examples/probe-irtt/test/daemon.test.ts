import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { startRelay, startServer, WITHOUT_IRTT } from './harness.js';

const CLI = new URL('../../../apps/daemon/dist/cli.js', import.meta.url).pathname;
const PLUGIN = new URL('../dist/index.js', import.meta.url).pathname;
const LAW = new URL('../../assessor-sqm-autorate/dist/index.js', import.meta.url).pathname;
const QUEUES = { download: 'fibre-down', upload: 'fibre-up' };

/** A router with the two queues. */
async function startRouter(): Promise<RouterSim> {
  const router = await startRouterSim({
    users: [{ name: 'wanctl', password: 'geheim', policies: ['read', 'write', 'rest-api'] }],
  });
  onTestFinished(() => router.close());
  for (const name of Object.values(QUEUES)) router.add('queue/tree', { name, parent: 'global' });
  return router;
}

function wanFile(folder: string, { httpUrl }: RouterSim, server: string) {
  const { hostname: host, port } = new URL(httpUrl);
  const rates = { floor_mbps: 1, ceiling_mbps: 900, step_up_mbps: 100, factor_down: 0.9 };
  return {
    wan_name: 'fibre',
    plugins: [PLUGIN, LAW],
    probe: { kind: 'irtt', servers: [server] },
    controller: { name: 'sqm-autorate', delay_ms: 100 },
    interval_seconds: 0.1,
    router: {
      ...{ transport: 'rest', scheme: 'http', host, port: Number(port) },
      ...{ user: 'wanctl', password: 'geheim', ssh_key: '/dev/null' },
    },
    queues: QUEUES,
    continuous_monitoring: {
      ...{
        enabled: true,
        baseline_rtt_initial: 20,
        download: rates,
        upload: rates,
        ping_hosts: ['127.0.0.1'],
      },
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.9 },
    },
    history: { enabled: false },
    logging: { main_log: join(folder, 'fibre.log'), debug_log: join(folder, 'debug.log') },
    ...{ lock_file: join(folder, 'fibre.lock'), lock_timeout: 300 },
  };
}

it.skipIf(WITHOUT_IRTT !== null)(
  'the daemon loads it, and a law that looks at each way blames the late one',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wanctl-irtt-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const relay = await startRelay((await startServer()).address);
    const file = join(folder, 'fibre.yaml');
    await writeFile(file, stringify(wanFile(folder, await startRouter(), relay.address)));
    const daemon = spawn(process.execPath, [CLI, 'run', '--config', file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    onTestFinished(() => void daemon.kill('SIGKILL'));
    const logged = (text: string) =>
      vi.waitUntil(
        async () => (await readFile(join(folder, 'fibre.log'), 'utf8').catch(() => '')).includes(text),
        { timeout: 30_000, interval: 50 },
      );
    await logged('fibre: [GREEN/GREEN]');
    relay.delays.upload = 400;
    await logged('fibre: [GREEN/RED]');
  },
);
