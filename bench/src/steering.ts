import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { createDaemon, type Daemon, loadFiles } from 'wanctl';
import { quantile } from './quantile.js';

const ROUNDS = 5;
const QUIET_RTT_MS = 20;
const SLOW_RTT_MS = 150;
/** The original's two turns of 2 s, and what one takes over REST by its own documents, ms. */
const ORIGINAL_MS = 4000 + 125;
/** The samples that the original demands stand for this, ms. */
const SAMPLE_MS = 2000;

/**
 * From the primary's zone turning RED to the router's yes to the rule, with the WAN and the steering in this process
 * and so the simulated router, with the service times of an RB5009.
 */
export async function benchSteering(): Promise<void> {
  console.log(`steering: zone RED to rule enabled, ${ROUNDS} times each; ms, p50 / max`);
  console.log('cycle  samples  in all       of the original  demanded  over that  cycles  router');
  for (const [intervalMs, samples] of [
    [2000, 2],
    [500, 2],
    [500, 1],
  ] as const) {
    await run(intervalMs, samples);
  }
}

async function run(intervalMs: number, samples: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-bench-'));
  const router = await startRouter();
  const files = [
    await write(folder, wanFile(folder, router)),
    await write(folder, steeringFile(folder, router, intervalMs, samples)),
  ];
  const daemon = await createDaemon(await loadFiles(files), { debug: false, console: false });
  try {
    await daemon.start();
    await untilGreen(daemon);
    const tookMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) tookMs.push(await steerOnce(router, daemon));
    print(intervalMs, samples, tookMs, router);
  } finally {
    await daemon.stop();
    await router.close();
    await rm(folder, { recursive: true });
  }
}

/** The first sample counts from the tick that takes it, so that an interval less has to go by. */
function print(intervalMs: number, samples: number, tookMs: readonly number[], router: RouterSim): void {
  const demandedMs = samples * SAMPLE_MS - intervalMs;
  const p50 = quantile(tookMs, 0.5);
  const max = Math.max(...tookMs);
  const toggles = router.requests.filter(({ path }) => path.includes('mangle'));
  const routerMs = quantile(
    toggles.map(({ tookMs: ms }) => ms),
    0.5,
  );
  const cells = [
    `${intervalMs / 1000} s`.padEnd(6),
    `${samples}`.padEnd(8),
    `${p50.toFixed(0)} / ${max.toFixed(0)}`.padEnd(12),
    (p50 / ORIGINAL_MS).toFixed(2).padEnd(16),
    `${demandedMs}`.padEnd(9),
    `${(p50 - demandedMs).toFixed(0)}`.padEnd(10),
    ((p50 - demandedMs) / intervalMs).toFixed(2).padEnd(7),
    `${routerMs.toFixed(0)} a request`,
  ];
  console.log(...cells);
}

/** One congestion, from the zone's turn to the rule's, and its end. */
async function steerOnce(router: RouterSim, daemon: Daemon): Promise<number> {
  slowDown(router, SLOW_RTT_MS);
  const [redAtMs, enabledAtMs] = await Promise.all([untilRed(daemon), untilToggled(router)]);
  slowDown(router, QUIET_RTT_MS);
  await untilToggled(router);
  return enabledAtMs - redAtMs;
}

function slowDown(router: RouterSim, rttMs: number): void {
  for (const { link } of router.wans.values()) link.baseRttMs = rttMs;
}

/** Resolves with the time when the zone turns RED, ms. */
function untilRed(daemon: Daemon): Promise<number> {
  return new Promise((resolve) => {
    const forget = daemon.events.on('tick', ({ assessment }) => {
      if (assessment?.download.zone !== 'RED' && assessment?.upload.zone !== 'RED') return;
      forget();
      resolve(performance.now());
    });
  });
}

function untilGreen(daemon: Daemon): Promise<void> {
  return new Promise((resolve) => {
    daemon.events.on('tick', ({ assessment }) => assessment?.upload.zone === 'GREEN' && resolve());
  });
}

/** Resolves with the time when the router has accepted a change of the rule, ms. */
function untilToggled(router: RouterSim): Promise<number> {
  return new Promise((resolve) => {
    const forget = router.onRequest(({ method, path, status }) => {
      if (method !== 'PATCH' || !path.includes('mangle') || status !== 200) return;
      forget();
      resolve(performance.now());
    });
  });
}

async function startRouter(): Promise<RouterSim> {
  const router = await startRouterSim({
    latency: 'rb5009',
    users: [{ name: 'wanctl', password: 'bench', policies: ['read', 'write', 'rest-api'] }],
    wans: [
      {
        name: 'wan1',
        queues: { download: 'Down', upload: 'Up' },
        baseRttMs: QUIET_RTT_MS,
        download: { capacityBps: 100e6 },
        upload: { capacityBps: 20e6 },
      },
    ],
  });
  for (const [name, type] of [
    ['Down', 'cake-down-wan1'],
    ['Up', 'cake-up-wan1'],
  ] as const) {
    router.add('queue/type', { name: type, kind: 'cake' });
    router.add('queue/tree', { name, parent: 'global' });
  }
  const rule = { chain: 'prerouting', action: 'mark-connection', comment: 'to wan2', disabled: 'yes' };
  router.add('ip/firewall/mangle', rule);
  return router;
}

/** What both files have in common. */
function common(folder: string, router: RouterSim, name: string) {
  const { hostname, port } = new URL(router.httpsUrl);
  const targets = router.wans.get('wan1')?.reflectors.map(({ target }) => target) ?? [];
  return {
    wan_name: name,
    plugins: ['@wanctl/router-sim/probe'],
    probe: { kind: 'sim-echo', targets, interval_ms: 100 },
    router: {
      ...{ transport: 'rest', host: hostname, port: Number(port), scheme: 'https', user: 'wanctl' },
      ...{ tls_fingerprint: router.certificateSha256, password: 'bench', ssh_key: '/dev/null' },
    },
    logging: { main_log: join(folder, `${name}.log`), debug_log: join(folder, `${name}_debug.log`) },
    lock_file: join(folder, `${name}.lock`),
    lock_timeout: 300,
  };
}

function wanFile(folder: string, router: RouterSim) {
  const direction = { floor_mbps: 5, ceiling_mbps: 90, step_up_mbps: 5, factor_down: 0.85 };
  return {
    ...common(folder, router, 'wan1'),
    interval_seconds: 0.5,
    queues: { download: 'Down', upload: 'Up' },
    continuous_monitoring: {
      enabled: true,
      baseline_rtt_initial: QUIET_RTT_MS,
      ping_hosts: [],
      download: direction,
      upload: direction,
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.9 },
    },
  };
}

/** As existing files have it, but for a quick return. */
function steeringFile(folder: string, router: RouterSim, intervalMs: number, samples: number) {
  return {
    ...common(folder, router, 'steering'),
    topology: { primary_wan: 'wan1', primary_wan_config: '-', alternate_wan: 'wan2' },
    mangle_rule: { comment: 'to wan2' },
    measurement: { interval_seconds: intervalMs / 1000, ping_host: '127.0.0.1', ping_count: 1 },
    thresholds: { red_samples_required: samples, green_samples_required: 1 },
    guard: { min_stay_sec: 0 },
    cake_queues: { primary_download: 'Down' },
    state: { file: join(folder, 'steering_state.json'), history_size: 60 },
  };
}

/** YAML is what JSON is. */
async function write(folder: string, settings: { wan_name: string }): Promise<string> {
  const file = join(folder, `${settings.wan_name}.yaml`);
  await writeFile(file, JSON.stringify(settings));
  return file;
}
