import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { type KeptProcess, keepProcess } from './kept-process.js';
import { cpuMsOf, rssMbOf } from './process-figures.js';

const CLI = join(dirname(fileURLToPath(import.meta.resolve('wanctl/package.json'))), 'dist/cli.js');
/** As in its systemd unit. */
const UNIT_ENVIRONMENT = 'MALLOC_ARENA_MAX=1';
const WANS = ['wan1', 'wan2'];
const PROBES_PER_SEC = 20;
const TICKS_PER_SEC = 20;
const RULE = 'wanctl: to wan2';
const WARM_UP_MS = 120_000;
const RUN_MS = 60_000;
const TURNS_PER_SEC = WANS.length * (PROBES_PER_SEC + TICKS_PER_SEC);
const REFLECTORS = ['127.0.1.1', '127.0.1.2', '127.0.1.3', '127.0.1.4'];

/**
 * The built daemon as a process with two WANs, at 20 ticks and 20 probes a second each, and steering, against the simulated router
 * in this process and reflectors on loopback. Beside it runs a bare Node process with a timer for each of the daemon's
 * ticks and probes, so that CPU can be told as a ratio, too.
 */
export async function benchDaemon(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-bench-'));
  const router = await startRouter();
  const timer = keepProcess(process.execPath, '-e', `setInterval(() => {}, ${1000 / TURNS_PER_SEC})`);
  const files = [
    ...(await Promise.all(WANS.map((name) => writeWanFile(folder, name, router)))),
    await writeSteeringFile(folder, router),
  ];
  const startedMs = performance.now();
  const daemon = keepProcess('env', UNIT_ENVIRONMENT, process.execPath, CLI, 'run', '--config', ...files);
  try {
    await Promise.race([untilApplied(router), silenceOf(daemon)]);
    const startMs = performance.now() - startedMs;
    await sleep(WARM_UP_MS);
    const [daemonMs, timerMs] = [cpuMsOf(daemon.pid), cpuMsOf(timer.pid)];
    await sleep(RUN_MS);
    const cpuMs = cpuMsOf(daemon.pid) - daemonMs;
    const overTimer = cpuMs / (cpuMsOf(timer.pid) - timerMs);
    print(startMs, (100 * cpuMs) / RUN_MS, overTimer, rssMbOf(daemon.pid));
  } finally {
    await Promise.all([daemon.end(), timer.end()]);
    await router.close();
    await rm(folder, { recursive: true });
  }
}

function print(startMs: number, cpuPercent: number, overTimer: number, rssMb: number): void {
  console.log(
    `daemon: ${WANS.length} WANs, each ${TICKS_PER_SEC} ticks/s and ${PROBES_PER_SEC} probes/s, and steering`,
  );
  console.log('what                           measured    budget    share');
  row('start to first applied rate', 's', startMs / 1000, 2);
  row(`CPU over ${RUN_MS / 1000} s, of one core`, '%', cpuPercent, 3);
  row('resident memory', 'MB', rssMb, 90);
  console.log(
    `CPU is ${overTimer.toFixed(1)} times that of a bare timer of ${TURNS_PER_SEC} turns/s beside it`,
  );
}

function row(what: string, unit: string, measured: number, budget: number): void {
  const cells = [`${measured.toFixed(2)} ${unit}`.padEnd(11), `${budget} ${unit}`.padEnd(9)];
  console.log(what.padEnd(30), ...cells, (measured / budget).toFixed(2));
}

async function startRouter(): Promise<RouterSim> {
  const router = await startRouterSim({
    latency: 'chr',
    users: [{ name: 'wanctl', password: 'bench', policies: ['read', 'write', 'rest-api'] }],
  });
  for (const wan of WANS) {
    for (const direction of ['down', 'up']) {
      router.add('queue/type', { name: `cake-${direction}-${wan}`, kind: 'cake' });
      router.add('queue/tree', { name: `${wan}-${direction}`, parent: 'global' });
    }
  }
  router.add('ip/firewall/mangle', { comment: RULE, chain: 'prerouting', disabled: 'true' });
  return router;
}

/** Resolves when the router has accepted a limit. */
function untilApplied(router: RouterSim): Promise<void> {
  return new Promise((resolve) => {
    router.onRequest(({ method, status }) => method === 'PATCH' && status === 200 && resolve());
  });
}

/** Rejects with the first thing that a daemon says, which is none as long as all is well. */
async function silenceOf(daemon: KeptProcess): Promise<never> {
  throw new Error(await daemon.line());
}

async function writeWanFile(folder: string, name: string, router: RouterSim): Promise<string> {
  const direction = { floor_mbps: 20, ceiling_mbps: 100, step_up_mbps: 5, factor_down: 0.85 };
  return writeYaml(folder, name, {
    ...common(folder, name, router),
    interval_seconds: 1 / TICKS_PER_SEC,
    queues: { download: `${name}-down`, upload: `${name}-up` },
    probe: { kind: 'icmp', rate_per_sec: PROBES_PER_SEC, active: REFLECTORS.length },
    counters: { kind: 'cake' },
    continuous_monitoring: {
      enabled: true,
      baseline_rtt_initial: 1,
      ping_hosts: REFLECTORS,
      download: direction,
      upload: direction,
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.2 },
    },
    state_file: join(folder, `${name}_state.json`),
  });
}

async function writeSteeringFile(folder: string, router: RouterSim): Promise<string> {
  const [primary, alternate] = WANS;
  return writeYaml(folder, 'steering', {
    ...common(folder, 'steering', router),
    topology: { primary_wan: primary, primary_wan_config: `${primary}.yaml`, alternate_wan: alternate },
    mangle_rule: { comment: RULE },
    cake_queues: { primary_download: `${primary}-down`, primary_upload: `${primary}-up` },
    cake_state_sources: { primary: join(folder, `${primary}_state.json`) },
    measurement: { interval_seconds: 2, ping_host: REFLECTORS[0], ping_count: 3 },
    thresholds: { red_samples_required: 2, green_samples_required: 15 },
    state: { file: join(folder, 'steering_state.json'), history_size: 60 },
  });
}

function common(folder: string, name: string, router: RouterSim) {
  const { hostname, port } = new URL(router.httpsUrl);
  return {
    wan_name: name,
    router: {
      host: hostname,
      port: Number(port),
      transport: 'rest',
      scheme: 'https',
      tls_fingerprint: router.certificateSha256,
      user: 'wanctl',
      password: 'bench',
      ssh_key: '/dev/null',
    },
    logging: { main_log: join(folder, `${name}.log`), debug_log: join(folder, `${name}_debug.log`) },
    lock_file: join(folder, `${name}.lock`),
    lock_timeout: 300,
  };
}

/** YAML is what JSON is. */
async function writeYaml(folder: string, name: string, settings: object): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  await writeFile(file, JSON.stringify(settings));
  return file;
}
