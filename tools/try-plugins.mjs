// Does what somebody does who has only the published packages: installs them, makes a plugin of each kind with
// `wanctl plugins new`, tests, builds and packs it, and runs the daemon with all four against the simulated router,
// installed in one folder with the WAN file, and for the whole machine.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packPackages } from './pack-packages.mjs';

const PLUGINS = { transport: 'my-way', probe: 'my-probe', assessor: 'my-law', 'state-store': 'my-store' };

const folder = mkdtempSync(join(tmpdir(), 'wanctl-third-party-'));
const tarballs = packPackages(folder);
const site = join(folder, 'site');
mkdirSync(site);
writeFileSync(join(site, 'package.json'), '{"private": true}\n');
install(site, ...Object.values(tarballs));
const plugins = Object.entries(PLUGINS).map(([kind, name]) => makePlugin(kind, name));
install(site, ...plugins);
await runDaemon(site, join(site, 'node_modules/.bin'));

const machine = join(folder, 'machine');
const etc = join(folder, 'etc');
mkdirSync(etc);
install(etc, '--global', '--prefix', machine, ...Object.values(tarballs), ...plugins);
await runDaemon(etc, join(machine, 'bin'));
rmSync(folder, { recursive: true });
console.log(`${Object.keys(PLUGINS).join(', ')}: made, tested, built, packed, installed, loaded and run`);

/** The tarball of a new plugin that has passed its tests. */
function makePlugin(kind, name) {
  console.log(run(folder, join(site, 'node_modules/.bin/wanctl'), 'plugins', 'new', kind, name));
  const home = join(folder, name);
  install(home, '--no-save', tarballs['@wanctl/core'], tarballs['@wanctl/router-sim']);
  console.log(run(home, 'npm', 'test'));
  return join(home, run(home, 'npm', 'pack', '--silent').trim().split('\n').at(-1));
}

/**
 * Checks a WAN file in `home` and runs the daemon in `bin` with it for one turn, after which the router must have the
 * limits of the new law.
 */
async function runDaemon(home, bin) {
  const sim = spawn(join(bin, 'wanctl-router-sim'), ['--wan', 'wan1:Down:Up:100M/20M']);
  try {
    const url = await httpUrlOf(sim);
    const file = join(home, 'wan1.yaml');
    writeFileSync(file, JSON.stringify(wanFile(home, Number(new URL(url).port))));
    const wanctl = join(bin, 'wanctl');
    console.log(run(home, wanctl, 'plugins', '--config', file));
    console.log(run(home, wanctl, 'check-config', file));
    run(home, wanctl, 'run', '--oneshot', '--config', file);
    const authorization = `Basic ${Buffer.from('admin:').toString('base64')}`;
    const queues = await (await fetch(`${url}/rest/queue/tree`, { headers: { authorization } })).json();
    const limits = queues.map((queue) => queue['max-limit']);
    assert.deepEqual(limits, ['90000000', '18000000']);
    assert(existsSync(join(home, 'documents', 'wan1.json')));
  } finally {
    sim.kill();
  }
}

async function httpUrlOf(sim) {
  for await (const line of createInterface({ input: sim.stdout })) {
    const [what, url] = line.split(/ +/);
    if (what === 'http') return url;
  }
  throw new Error(`the router has ended: ${await once(sim, 'exit')}`);
}

/** A line that uses the new plugins; its reflector is the router's own web server. JSON is YAML. */
function wanFile(home, port) {
  const rates = (ceiling) => {
    return { ceiling_mbps: ceiling, floor_mbps: ceiling / 2, step_up_mbps: 1, factor_down: 0.9 };
  };
  return {
    wan_name: 'wan1',
    plugins: Object.values(PLUGINS),
    state_store: { name: PLUGINS['state-store'], folder: join(home, 'documents') },
    controller: { name: PLUGINS.assessor, delay_ms: 500 },
    probe: { kind: PLUGINS.probe, port, interval_ms: 20 },
    router: {
      ...{ transport: PLUGINS.transport, options: { scheme: 'http', port } },
      ...{ host: '127.0.0.1', user: 'admin', password: '', ssh_key: '/dev/null' },
    },
    queues: { download: 'Down', upload: 'Up' },
    continuous_monitoring: {
      ...{ enabled: true, baseline_rtt_initial: 1, download: rates(90), upload: rates(18) },
      thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.2 },
      ping_hosts: ['127.0.0.1'],
    },
    logging: { main_log: join(home, 'wan1.log'), debug_log: join(home, 'wan1_debug.log') },
    ...{ lock_file: join(home, 'wan1.lock'), lock_timeout: 300, state_file: join(home, 'wan1_state.json') },
  };
}

function install(home, ...what) {
  run(home, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', ...what);
}

function run(cwd, command, ...args) {
  const env = { ...process.env, NO_COLOR: '1' };
  return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
