import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { USER } from './harness.js';

const CLI = new URL('../../../apps/daemon/dist/cli.js', import.meta.url).pathname;
const PLUGIN = new URL('../dist/index.js', import.meta.url).pathname;
const QUEUES = { download: 'fibre-down', upload: 'fibre-up' };

/** A router with a line that is full all the time, and a WAN file for it. */
async function setUp() {
  const full = { capacityBps: 50e6, demandBps: Number.POSITIVE_INFINITY };
  const sim = await startRouterSim({
    users: [USER],
    wans: [{ name: 'fibre', queues: QUEUES, download: full, upload: full }],
  });
  onTestFinished(() => sim.close());
  for (const [direction, parent] of [
    ['down', 'bridge'],
    ['up', 'ether1'],
  ] as const) {
    const queue = `cake-${direction}-fibre`;
    sim.add('queue/type', { name: queue, kind: 'cake' });
    sim.add('queue/tree', { name: `fibre-${direction}`, parent, queue, 'packet-mark': 'no-mark' });
  }
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-api-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'fibre.yaml');
  await writeFile(file, stringify(wanFile(folder, sim)));
  return { sim, file };
}

function wanFile(folder: string, sim: RouterSim) {
  const rates = { floor_mbps: 1, ceiling_mbps: 90, step_up_mbps: 5, factor_down: 0.5 };
  const targets = sim.wans.get('fibre')?.reflectors.map(({ target }) => target) ?? [];
  return {
    wan_name: 'fibre',
    plugins: [PLUGIN, '@wanctl/router-sim/probe'],
    interval_seconds: 0.05,
    probe: { kind: 'sim-echo', targets, interval_ms: 50 },
    router: {
      ...{ transport: 'binary-api', host: '127.0.0.1', user: USER.name, password: USER.password },
      ...{ ssh_key: '/dev/null', options: { port: sim.apiSslPort } },
    },
    queues: QUEUES,
    continuous_monitoring: {
      ...{ enabled: true, baseline_rtt_initial: 20, download: rates, upload: rates, ping_hosts: [] },
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.9 },
    },
    logging: { main_log: join(folder, 'fibre.log'), debug_log: join(folder, 'debug.log') },
    ...{ lock_file: join(folder, 'fibre.lock'), lock_timeout: 300, state_file: join(folder, 'state.json') },
  };
}

/** Runs the built command line to its end; an exit status other than 0 rejects with what it has printed. */
function wanctl(...args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [CLI, ...args], (error, out, err) =>
      error ? reject(new Error(out + err)) : resolve(out + err),
    );
  });
}

describe('the daemon', () => {
  it('sets the limits of a line over the API alone', async () => {
    const { sim, file } = await setUp();
    const daemon = spawn(process.execPath, [CLI, 'run', '--config', file], { stdio: 'ignore' });
    onTestFinished(() => void daemon.kill('SIGKILL'));
    const isLow = (name: string) => sim.queue(name).maxLimitBps > 0 && sim.queue(name).maxLimitBps < 90e6;
    await new Promise<void>((resolve) => {
      sim.onRequest(() => Object.values(QUEUES).every(isLow) && resolve());
    });
    const exited = once(daemon, 'exit');
    daemon.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(new Set(sim.requests.map(({ method }) => method))).toEqual(new Set(['API']));
    expect(sim.rows('log').filter(({ message }) => message?.includes('logged in'))).toHaveLength(1);
  });

  it('takes the file', async () => {
    const { sim, file } = await setUp();
    expect(await wanctl('check-config', file)).toContain('router: binary-api 127.0.0.1 as wanctl');
    expect(sim.requests).toEqual([]);
  });

  it('checks and pins the router', async () => {
    const { sim, file } = await setUp();
    const peer = `tls 127.0.0.1:${sim.apiSslPort}`;
    const report = await wanctl('check-router', '--config', file);
    expect(report).toContain(`binary-api 127.0.0.1:${sim.apiSslPort} answers in`);
    expect(report).toContain(`nobody has pinned ${peer} yet`);
    expect(report).not.toContain('!api');
    const pinned = await wanctl('pin', '--config', file);
    expect(pinned).toContain(`trusts ${peer} by SHA-256 ${sim.certificateSha256}`);
    expect(await wanctl('check-router', '--config', file)).not.toContain('nobody has pinned');
    await sim.changeCertificate();
    await expect(wanctl('check-router', '--config', file)).rejects.toThrow('is not the trusted one');
  });
});
