import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RouterSim } from '@wanctl/router-sim';
import { describe, expect, it } from 'vitest';
import { newFolder, startRouter, untilRouter, wanctl, wanctlEnd, wanFile, writeYaml } from './harness.js';

async function setUp(...names: string[]) {
  const folder = await newFolder();
  const router = await startRouter(names);
  const files = await Promise.all(
    names.map((name) => writeYaml(folder, `${name}.yaml`, wanFile(folder, router, name))),
  );
  const start = (...args: string[]) => {
    const cli = wanctl(...args);
    return cli;
  };
  return { folder, router, files, start };
}

const limit = (router: RouterSim, queue: string) => router.queue(queue).maxLimitBps;

/** The lines of an error output; warnings about the file apart. */
const errorsIn = (err: string) =>
  err.split('\n').filter((line) => line !== '' && !line.includes('warning: '));

describe('wanctl run', { timeout: 60_000 }, () => {
  it('lets the router hear of it without a write to flash, and leaves the safe limits behind', async () => {
    const folder = await newFolder();
    const router = await startRouter(['fibre']);
    const safe = { download_mbps: 70, upload_mbps: 15, dead_man_minutes: 5 };
    const file = await writeYaml(folder, 'fibre.yaml', { ...wanFile(folder, router, 'fibre'), safe });
    const cli = wanctl('run', '--config', file);
    const heartbeats = () => router.rows('ip/firewall/address-list');
    await untilRouter(router, () => heartbeats().length > 0 && limit(router, 'fibre-down') === 90e6);
    expect(heartbeats()).toEqual([
      expect.objectContaining({ list: 'wanctl-alive-fibre', timeout: '5m', dynamic: 'true' }),
    ]);
    const sent = router.requests.filter(({ path }) => path.includes('address-list'));
    expect(sent).toHaveLength(1);
    cli.kill('SIGTERM');
    expect(await cli.exited).toBe(0);
    expect([limit(router, 'fibre-down'), limit(router, 'fibre-up')]).toEqual([70e6, 15e6]);
    expect(await readFile(join(folder, 'fibre.log'), 'utf8')).toContain(
      'left with the safe limits, 70 Mbit/s down and 15 up',
    );
  });

  it('brings the limits to the router, lowers them when the line chokes, and resumes after a restart', async () => {
    const { folder, router, files, start } = await setUp('fibre');
    const first = start('run', '--config', ...files);
    await untilRouter(
      router,
      () => limit(router, 'fibre-down') === 90e6 && limit(router, 'fibre-up') === 18e6,
    );
    expect(router.rows('queue/tree').map((row) => row['queue'])).toEqual([
      'cake-down-fibre',
      'cake-up-fibre',
    ]);

    const line = router.wans.get('fibre')?.link;
    if (line) Object.assign(line.download, { capacityBps: 30e6, demandBps: Number.POSITIVE_INFINITY });
    await untilRouter(router, () => limit(router, 'fibre-down') < 30e6);
    first.kill('SIGTERM');
    expect(await first.exited).toBe(0);
    expect(existsSync(join(folder, 'fibre.lock'))).toBe(false);
    const state = JSON.parse(await readFile(join(folder, 'fibre_state.json'), 'utf8'));
    expect(state.last_applied.dl_rate).toBe(limit(router, 'fibre-down'));
    expect(state.ewma.baseline_rtt).toBeGreaterThan(10);

    const before = router.requests.length;
    const second = start('--config', ...files);
    await untilRouter(router, () => router.requests.length > before);
    second.kill('SIGINT');
    expect(await second.exited).toBe(0);
    const resumed = JSON.parse(await readFile(join(folder, 'fibre_state.json'), 'utf8'));
    expect(resumed.download.current_rate).toBeLessThan(90e6);
    expect(await readFile(join(folder, 'fibre.log'), 'utf8')).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} \[fibre\] \[INFO\] fibre: \[RED\/RED\] RTT=\d+\.\dms, /m,
    );
  });

  it('keeps the other line going when one router does not answer', async () => {
    const { folder, router, files, start } = await setUp('fibre', 'cable');
    const dead = wanFile(folder, router, 'cable');
    await writeYaml(folder, 'cable.yaml', { ...dead, router: { ...dead.router, port: 9 } });
    start('run', '--config', ...files);
    await untilRouter(router, () => limit(router, 'fibre-down') === 90e6);
    expect(limit(router, 'cable-down')).toBe(0);
  });

  it('writes to the right queue after the router has restarted with other ids', async () => {
    const { router, files, start } = await setUp('cable', 'fibre');
    // After the restart it has the former id of the queue behind it, `fibre-down`.
    router.set('queue/tree', 'cable-up', { 'max-limit': '7M' });
    start('run', '--config', ...files.slice(1));
    await untilRouter(
      router,
      () => limit(router, 'fibre-down') === 90e6 && limit(router, 'fibre-up') === 18e6,
    );
    await router.reboot({ downMs: 300, settleMs: 300 });
    const line = router.wans.get('fibre')?.link;
    if (line) Object.assign(line.download, { capacityBps: 30e6, demandBps: Number.POSITIVE_INFINITY });
    await untilRouter(router, () => limit(router, 'fibre-down') < 30e6 && limit(router, 'fibre-up') < 18e6);
    expect(limit(router, 'cable-up')).toBe(7e6);
    const names = router.rows('queue/tree').map((row) => row['name']);
    expect(names).toEqual(['cable-down', 'cable-up', 'fibre-down', 'fibre-up']);
  });

  it('reads the counters of the queues where the file asks for it', async () => {
    const { folder, router, files, start } = await setUp('fibre');
    await writeYaml(folder, 'fibre.yaml', {
      ...wanFile(folder, router, 'fibre'),
      counters: { kind: 'cake' },
    });
    start('run', '--config', ...files);
    await untilRouter(router, () => router.requests.some(({ path }) => path.includes('queued-bytes')));
  });

  it('goes on over SSH while REST is dead', async () => {
    const { folder, router, files } = await setUp('fibre');
    const file = wanFile(folder, router, 'fibre');
    const section = { ...file.router, port: 9, fallback: 'ssh', ssh_port: router.sshPort, ssh_key: '' };
    await writeYaml(folder, 'fibre.yaml', { ...file, router: section });
    expect((await wanctlEnd('--config', ...files, '--oneshot')).status).toBe(0);
    expect(limit(router, 'fibre-down')).toBe(90e6);
    expect(router.requests.every(({ method }) => method === 'EXEC')).toBe(true);
    expect(await readFile(join(folder, 'fibre.log'), 'utf8')).toMatch(
      /\[WARNING\] router: .*; going on over ssh /,
    );
  });

  it('measures, writes and ends with --oneshot', async () => {
    const { router, files } = await setUp('fibre');
    const { status, err } = await wanctlEnd('--config', ...files, '--oneshot');
    expect({ status, errors: err.split('\n').filter((line) => !line.includes('warning')) }).toEqual({
      status: 0,
      errors: [''],
    });
    expect(limit(router, 'fibre-down')).toBe(90e6);
  });

  it('never writes the password anywhere', async () => {
    const { folder, router, files, start } = await setUp('fibre');
    router.users.clear();
    const cli = start('run', '--debug', '--config', ...files);
    await untilRouter(router, () => router.requests.length > 0);
    cli.kill('SIGTERM');
    await cli.exited;
    const texts = [cli.stdout(), cli.stderr(), await readFile(join(folder, 'fibre_debug.log'), 'utf8')];
    expect(texts.join()).toContain('router:');
    expect(texts.join()).not.toContain('geheim');
  });
});

describe('bad input', { timeout: 60_000 }, () => {
  /** One clear line, status 1, no stack trace, nothing asked of the router. */
  async function refused(edit: object, message: RegExp) {
    const { folder, router } = await setUp('fibre');
    const file = await writeYaml(folder, 'bad.yaml', { ...wanFile(folder, router, 'fibre'), ...edit });
    const { status, out, err } = await wanctlEnd('run', '--config', file);
    expect(status).toBe(1);
    expect(out).toBe('');
    expect(errorsIn(err).join()).toMatch(message);
    expect(err).not.toMatch(/\n\s+at /);
    expect(errorsIn(err)).toHaveLength(1);
    expect(router.requests).toHaveLength(0);
  }

  it.each<[string, object, RegExp]>([
    [
      'an unknown transport',
      { router: { transport: 'telnet', host: 'r', user: 'u', ssh_key: 'k' } },
      /unknown transport "telnet"; known: rest, ssh/,
    ],
    ['an unknown law', { controller: 'magic' }, /unknown assessor "magic"; known: zones/],
    ['an unknown probe', { probe: { kind: 'sonar' } }, /unknown probe "sonar"; known: icmp, cake, sim-echo/],
    [
      'a plugin that is not there',
      { plugins: ['wanctl-plugin-nowhere'] },
      /plugin "wanctl-plugin-nowhere" is not installed/,
    ],
    ['a plugin that is none', { plugins: ['yaml'] }, /plugin "yaml" is not a wanctl plugin/],
    [
      'a wrong plugin option',
      { probe: { kind: 'sim-echo', targets: ['127.0.0.1:9'], speed: 3 } },
      /speed is not a known key/,
    ],
    [
      'an unset variable',
      {
        router: {
          host: 'r',
          user: 'u',
          ssh_key: 'k',
          transport: 'rest',
          password: '$' + '{NO_SUCH_VARIABLE}',
        },
      },
      /NO_SUCH_VARIABLE/,
    ],
    [
      'contradictory floors',
      {
        continuous_monitoring: {
          enabled: true,
          baseline_rtt_initial: 20,
          download: { floor_mbps: 100, ceiling_mbps: 90, step_up_mbps: 5, factor_down: 0.5 },
          upload: { floor_mbps: 2, ceiling_mbps: 18, step_up_mbps: 1, factor_down: 0.5 },
          thresholds: { target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.9 },
          ping_hosts: [],
        },
      },
      /ceiling/,
    ],
    ['a lock folder that is missing', { lock_file: '/nonexistent/folder/x.lock' }, /\/nonexistent\/folder/],
    [
      'a log that cannot be written',
      { logging: { main_log: '/dev/null/x.log', debug_log: '/dev/null/y.log' } },
      /cannot write the log \/dev\/null\/x\.log/,
    ],
  ])('%s', async (_, edit, message) => refused(edit, message));

  it('a busy lock names the holder and leaves it alone', async () => {
    const { folder, files } = await setUp('fibre');
    await writeFile(join(folder, 'fibre.lock'), `${process.pid}\n`);
    const { status, err } = await wanctlEnd('run', '--config', ...files);
    expect(status).toBe(1);
    expect(err).toContain(String(process.pid));
    expect(errorsIn(err)).toHaveLength(1);
    expect(await readFile(join(folder, 'fibre.lock'), 'utf8')).toBe(`${process.pid}\n`);
  });

  it('a lock that is busy for the second file frees the first', async () => {
    const { folder, files } = await setUp('fibre', 'cable');
    await writeFile(join(folder, 'cable.lock'), `${process.pid}\n`);
    expect((await wanctlEnd('run', '--config', ...files)).status).toBe(1);
    expect(existsSync(join(folder, 'fibre.lock'))).toBe(false);
  });

  it.each([
    '',
    '{"download": {"current_r',
    '[1,2]',
    '{"download":{"current_rate":null}}',
    '{"foreign":{"a":1}}',
  ])('a state file %j is no obstacle', async (text) => {
    const { folder, router, files } = await setUp('fibre');
    await writeFile(join(folder, 'fibre_state.json'), text);
    expect((await wanctlEnd('--config', ...files, '--oneshot')).status).toBe(0);
    expect(limit(router, 'fibre-down')).toBe(90e6);
  });

  it.each([
    ['a missing file', ['run', '--config', '/nonexistent/wan.yaml'], 1, /\/nonexistent\/wan\.yaml/],
    ['no file', ['run'], 2, /--config/],
    ['an unknown flag', ['run', '--confg', 'x'], 2, /--confg/],
    [
      'an unknown command',
      ['rnu'],
      2,
      /^wanctl: unknown command 'rnu' \(Did you mean run\?\) \(see wanctl --help\)\n$/,
    ],
    ['no command', [], 2, /Usage: wanctl/],
    ['a duration that is none', ['demo', '--for', 'ever'], 2, /30s or 2m/],
  ])('%s', async (_, args, status, message) => {
    const result = await wanctlEnd(...args);
    expect(result.status).toBe(status);
    expect(result.err).toMatch(message);
    expect(result.err).not.toMatch(/\n\s+at /);
  });
});

it('wanctl check-config finds what only the making of it shows', { timeout: 60_000 }, async () => {
  const { folder, router } = await setUp('fibre');
  const settings = { ...wanFile(folder, router, 'fibre'), controller: 'magic' };
  const { status, out } = await wanctlEnd('check-config', await writeYaml(folder, 'bad.yaml', settings));
  expect(status).toBe(1);
  expect(out).toMatch(/bad\.yaml:\d+: controller: unknown assessor "magic"; known: zones/);
  expect(router.requests).toHaveLength(0);
});
