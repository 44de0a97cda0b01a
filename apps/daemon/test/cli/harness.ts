import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, watch } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type RouterSim, type RouterSimOptions, startRouterSim } from '@wanctl/router-sim';
import { expect, onTestFinished } from 'vitest';
import { stringify } from 'yaml';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;
const STEERING_CLI = new URL('../../dist/steering-cli.js', import.meta.url).pathname;

/** A `wanctl` process and what it has printed so far. */
export interface Cli {
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exited: Promise<number | null>;
  /** Resolves when the output matches. */
  printed(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts the built command line as a user would; what still runs when the test ends is killed. */
export function wanctl(...args: string[]): Cli {
  return startNode(CLI, args);
}

function startNode(program: string, args: readonly string[]): Cli {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, NO_COLOR: '1' } });
  let stdout = '';
  let stderr = '';
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return {
    stdout: () => stdout,
    stderr: () => stderr,
    exited: once(child, 'close').then(([code]) => code),
    printed: async (pattern) => {
      while (!pattern.test(stdout)) await once(child.stdout, 'data');
    },
    kill: (signal) => void child.kill(signal),
  };
}

/** What a process has come to. */
export interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs it to its end. */
export function wanctlEnd(...args: string[]): Promise<Ended> {
  return endOf(wanctl(...args));
}

/** Runs `wanctl-steering` to its end. */
export function steeringEnd(...args: string[]): Promise<Ended> {
  return endOf(startNode(STEERING_CLI, args));
}

async function endOf(cli: Cli): Promise<Ended> {
  const status = await cli.exited;
  return { status, out: cli.stdout(), err: cli.stderr() };
}

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'wanctl-cli-'));
}

/** A router with one modelled line per name, its queues unlimited; closed when the test ends. */
export async function startRouter(
  names: readonly string[],
  options: RouterSimOptions = {},
  download = { capacityBps: 100e6, bufferMs: 500 },
): Promise<RouterSim> {
  const router = await startRouterSim({
    ...options,
    users: [{ name: 'wanctl', password: 'geheim', policies: ['read', 'write', 'rest-api', 'ssh'] }],
    wans: names.map((name) => ({
      name,
      queues: { download: `${name}-down`, upload: `${name}-up` },
      download,
      upload: { capacityBps: 20e6 },
    })),
  });
  // It may be closed already: some tests exchange it.
  onTestFinished(() => router.close().catch(() => {}));
  for (const name of names) {
    for (const direction of ['down', 'up']) {
      router.add('queue/type', { name: `cake-${direction}-${name}`, kind: 'cake' });
      router.add('queue/tree', { name: `${name}-${direction}`, parent: 'global' });
    }
  }
  return router;
}

/** Settings of a WAN file for a line of that router; quick, so that tests are. */
export function wanFile(folder: string, router: RouterSim, name: string) {
  const { hostname, port } = new URL(router.httpsUrl);
  return {
    wan_name: name,
    plugins: ['@wanctl/router-sim/probe'],
    interval_seconds: 0.1,
    probe: {
      kind: 'sim-echo',
      targets: router.wans.get(name)?.reflectors.map(({ target }) => target) ?? [],
      interval_ms: 50,
    },
    router: {
      transport: 'rest',
      host: hostname,
      port: Number(port),
      scheme: 'https',
      tls_fingerprint: router.certificateSha256,
      user: 'wanctl',
      password: 'geheim',
      ssh_key: '/dev/null',
    },
    queues: { download: `${name}-down`, upload: `${name}-up` },
    continuous_monitoring: {
      enabled: true,
      baseline_rtt_initial: 20,
      download: { floor_mbps: 10, ceiling_mbps: 90, step_up_mbps: 5, factor_down: 0.1 },
      upload: { floor_mbps: 2, ceiling_mbps: 18, step_up_mbps: 1, factor_down: 0.1 },
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.9 },
      ping_hosts: [],
    },
    logging: { main_log: join(folder, `${name}.log`), debug_log: join(folder, `${name}_debug.log`) },
    lock_file: join(folder, `${name}.lock`),
    lock_timeout: 300,
    state_file: join(folder, `${name}_state.json`),
  };
}

/** Writes settings as a YAML file and gives its path. */
export async function writeYaml(folder: string, name: string, settings: object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, stringify(settings));
  return file;
}

/** Resolves when the router has answered a request for which the condition holds. */
export function untilRouter(router: RouterSim, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (condition()) return resolve();
    const forget = router.onRequest(() => {
      if (!condition()) return;
      forget();
      resolve();
    });
  });
}

/** Types a line into the router's console, which has to take it without a word. */
export async function execute(router: RouterSim, script: string): Promise<void> {
  const authorization = `Basic ${Buffer.from('wanctl:geheim').toString('base64')}`;
  const answer = await fetch(`${router.httpUrl}/rest/execute`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ script, 'as-string': '' }),
  });
  expect(await answer.json()).toEqual({ ret: '' });
}

/** Comment of the rule that sends new connections to the second line. */
export const RULE = 'ADAPTIVE: Steer to "cable" (new)';

/** Settings of a steering from `fibre` to `cable`; quick, so that tests are. */
export function steeringFile(folder: string, router: RouterSim) {
  const { wan_name, router: section, probe, plugins } = wanFile(folder, router, 'fibre');
  return {
    wan_name: 'steering',
    topology: {
      primary_wan: wan_name,
      primary_wan_config: join(folder, 'fibre.yaml'),
      alternate_wan: 'cable',
    },
    mangle_rule: { comment: RULE },
    router: section,
    plugins,
    probe,
    measurement: { interval_seconds: 0.1, ping_host: '127.0.0.1', ping_count: 3 },
    thresholds: { rtt_ewma_alpha: 1, red_samples_required: 1, green_samples_required: 1 },
    guard: { min_stay_sec: 0.1 },
    cake_queues: { primary_download: 'fibre-down', primary_upload: 'fibre-up' },
    cake_state_sources: { primary: join(folder, 'fibre_state.json') },
    state: { file: join(folder, 'steering_state.json'), history_size: 60 },
    logging: { main_log: join(folder, 'steering.log'), debug_log: join(folder, 'steering_debug.log') },
    lock_file: join(folder, 'steering.lock'),
    lock_timeout: 300,
  };
}

/** Adds the rule, disabled, among others. */
export function addRule(router: RouterSim): void {
  for (const comment of ['Steer to "cable" (new)', RULE]) {
    router.add('ip/firewall/mangle', {
      chain: 'prerouting',
      action: 'mark-connection',
      comment,
      disabled: 'yes',
    });
  }
}

/** True while the router sends new connections to the second line. */
export function isSteered(router: RouterSim): boolean {
  return router
    .rows('ip/firewall/mangle')
    .some((row) => row['comment'] === RULE && row['disabled'] !== 'true');
}

/** Makes a line slow, or quick again, whatever its limits. */
export function slowDown(router: RouterSim, name: string, rttMs: number): void {
  const line = router.wans.get(name)?.link;
  if (line) line.baseRttMs = rttMs;
}

/** Resolves with a JSON file's content once the condition holds for it. */
export function untilFile(
  file: string,
  condition: (document: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const look = () => {
      const document = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
      if (!condition(document)) return;
      watcher.close();
      resolve(document);
    };
    const watcher = watch(dirname(file), look);
    look();
  });
}
