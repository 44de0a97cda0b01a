import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RouterSim, startRouterSim, type WanLink } from '@wanctl/router-sim';
import { stringify } from 'yaml';
import { createDaemon, type Daemon } from '../daemon/daemon.js';
import { loadFiles } from '../daemon/load-files.js';

/** A simulated router and line, and the real daemon that steers it. */
export interface World {
  readonly router: RouterSim;
  readonly link: WanLink;
  readonly daemon: Daemon;
  /** Ends everything and removes every file. */
  close(): Promise<void>;
}

const QUEUES = { download: 'WAN-Download', upload: 'WAN-Upload' };

/** Starts the simulator on the loopback and the daemon against it, over HTTPS with the certificate pinned. */
export async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-demo-'));
  const closers: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const router = await startRouter();
    closers.push(() => router.close());
    const wan = router.wans.get('demo');
    if (!wan) throw new Error('the simulator has no line');
    const config = join(folder, 'demo.yaml');
    const targets = wan.reflectors.map(({ target }) => target);
    await writeFile(config, stringify(demoFile(folder, router, targets)));
    const daemon = await createDaemon(await loadFiles([config]), { debug: false, console: false });
    closers.push(() => daemon.stop());
    await daemon.start();
    return { router, link: wan.link, daemon, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startRouter(): Promise<RouterSim> {
  const router = await startRouterSim({
    latency: 'rb5009',
    users: [{ name: 'wanctl', password: 'demo', policies: ['read', 'write', 'rest-api'] }],
    wans: [
      {
        name: 'demo',
        queues: QUEUES,
        reflectors: 3,
        baseRttMs: 18,
        jitterMs: 3,
        download: { capacityBps: 105e6, bufferMs: 150 },
        upload: { capacityBps: 22e6, bufferMs: 150 },
      },
    ],
  });
  for (const name of ['cake-down-demo', 'cake-up-demo']) router.add('queue/type', { name, kind: 'cake' });
  for (const name of [QUEUES.download, QUEUES.upload]) {
    router.add('queue/tree', { name, parent: 'global', 'max-limit': '0' });
  }
  return router;
}

/** An ordinary WAN file; only the reflectors are simulated ones. */
function demoFile(folder: string, router: RouterSim, targets: readonly string[]): object {
  const { hostname, port } = new URL(router.httpsUrl);
  return {
    wan_name: 'demo',
    plugins: ['@wanctl/router-sim/probe'],
    interval_seconds: 0.25,
    probe: { kind: 'sim-echo', targets, interval_ms: 200 },
    router: {
      transport: 'rest',
      host: hostname,
      port: Number(port),
      scheme: 'https',
      tls_fingerprint: router.certificateSha256,
      user: 'wanctl',
      password: 'demo',
      ssh_key: '/dev/null',
    },
    queues: QUEUES,
    continuous_monitoring: {
      enabled: true,
      baseline_rtt_initial: 20,
      download: { floor_mbps: 10, ceiling_mbps: 100, step_up_mbps: 12, factor_down: 0.3 },
      upload: { floor_mbps: 4, ceiling_mbps: 20, step_up_mbps: 3, factor_down: 0.7 },
      thresholds: {
        target_bloat_ms: 12,
        warn_bloat_ms: 30,
        hard_red_bloat_ms: 45,
        alpha_baseline: 0.02,
        alpha_load: 1,
      },
      ping_hosts: [],
      use_median_of_three: true,
    },
    logging: { main_log: join(folder, 'demo.log'), debug_log: join(folder, 'debug.log') },
    lock_file: join(folder, 'demo.lock'),
    lock_timeout: 300,
    state_file: join(folder, 'demo_state.json'),
  };
}
