import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newFolder, startRouter, untilRouter, wanctl, wanctlEnd, wanFile, writeYaml } from './harness.js';

async function setUp(...names: string[]) {
  const folder = await newFolder();
  const router = await startRouter(names);
  const files = await Promise.all(
    names.map(
      (
        name, // Slow, so that a busy machine misses no tick.
      ) => writeYaml(folder, `${name}.yaml`, { ...wanFile(folder, router, name), interval_seconds: 1 }),
    ),
  );
  const start = async (...args: string[]) => {
    const cli = wanctl('run', '--config', ...files, ...args);
    await untilRouter(router, () => names.every((name) => router.queue(`${name}-down`).maxLimitBps === 90e6));
    return cli;
  };
  return { folder, router, files, start };
}

const TIMEOUT = { timeout: 60_000 };

it('wanctl status tells 0 of a daemon that is well, and 2 of one that does not run', TIMEOUT, async () => {
  const { folder, files, start } = await setUp('fibre', 'cable');
  const before = await wanctlEnd('status', '--config', ...files);
  expect(before).toMatchObject({ status: 2, err: '' });
  expect(before.out).toContain(`fibre: not running, nobody answers at ${join(folder, 'fibre.sock')}`);

  const daemon = await start();
  const text = await wanctlEnd('status', '--config', ...files);
  expect(text).toMatchObject({ status: 0, err: '' });
  // Both WANs are run by one process, which is shown once.
  expect(text.out.match(/^wanctl .*: healthy; process \d+/gm)).toHaveLength(1);
  expect(text.out).toMatch(/^fibre +healthy[\s\S]*^ {2}download +GREEN, 90 Mbit\/s[\s\S]*^cable +healthy/m);
  expect(Math.max(...text.out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);

  const json = await wanctlEnd('status', '--json', '--config', ...files);
  expect(JSON.parse(json.out)).toMatchObject({
    status: 'healthy',
    daemons: [{ wan_count: 2 }],
    not_running: [],
  });
  expect(json.out).not.toContain('geheim');

  daemon.kill('SIGTERM');
  expect(await daemon.exited).toBe(0);
  expect(existsSync(join(folder, 'fibre.sock'))).toBe(false);
  expect((await wanctlEnd('status', '--config', ...files)).status).toBe(2);
});

it('a socket that cannot be made is one warning, and the daemon runs on', TIMEOUT, async () => {
  const { folder, start } = await setUp('fibre');
  await writeFile(join(folder, 'fibre.sock'), '');
  await start();
  expect((await readFile(join(folder, 'fibre.log'), 'utf8')).match(/status" will not find/g)).toHaveLength(1);
});

it('wanctl status tells 1 and why when the router is gone', TIMEOUT, async () => {
  const { folder, router, files } = await setUp('fibre');
  const { router: section, ...settings } = wanFile(folder, router, 'fibre');
  await writeYaml(folder, 'fibre.yaml', { ...settings, router: { ...section, port: 9 } });
  wanctl('run', '--config', ...files);
  let health = await wanctlEnd('status', '--config', ...files);
  while (health.status !== 1) health = await wanctlEnd('status', '--config', ...files);
  expect(health.out).toMatch(/^ {2}why +router calls fail for \d+ s: unreachable$/m);
});

it('wanctl status tells 2 of a file that is not there: it is no degraded daemon', TIMEOUT, async () => {
  const { status, out, err } = await wanctlEnd('status', '--config', '/nowhere/wan1.yaml');
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(/^wanctl: \/nowhere\/wan1\.yaml: .*\n$/);
});

it('wanctl profile measures for a while, and knows the last minute', TIMEOUT, async () => {
  const { files, start } = await setUp('fibre');
  expect(await wanctlEnd('profile', '--config', ...files)).toMatchObject({ status: 1, out: '' });
  await start();
  const measured = await wanctlEnd('profile', '--for', '3s', '--json', '--config', ...files);
  const { daemons } = JSON.parse(measured.out);
  expect(daemons[0].period_seconds).toBeGreaterThanOrEqual(3);
  expect(daemons[0].parts[0].stages).toMatchObject({ tick: {}, assess: {}, 'event-loop-delay': {} });
  expect(daemons[0].parts[0].stages['measure.UDP echo'].p50).toBeGreaterThan(10);
  const { out, status } = await wanctlEnd('profile', '--config', ...files);
  expect(status).toBe(0);
  expect(out).toMatch(/^wan fibre\nstage +count +p50 +p95 +p99 +max\n/m);
  expect(out).toMatch(/^budgets +is +may be +used\nfibre: tick, p99 /m);
  expect(out).toMatch(/^router rest https:.*\n(.*\n)*requests \d+$/m);
});

it('without files it finds what runs on this machine', TIMEOUT, async () => {
  const folder = join(await newFolder(), 'run');
  await mkdir(folder);
  const find = async () => {
    process.env['WANCTL_RUN_DIR'] = folder;
    return wanctlEnd('status').finally(() => delete process.env['WANCTL_RUN_DIR']);
  };
  expect(await find()).toMatchObject({ status: 2, out: expect.stringContaining(`no socket in ${folder};`) });
  const router = await startRouter(['fibre']);
  const file = await writeYaml(folder, 'fibre.yaml', wanFile(folder, router, 'fibre'));
  wanctl('run', '--config', file);
  await untilRouter(router, () => router.queue('fibre-down').maxLimitBps === 90e6);
  expect(await find()).toMatchObject({ status: 0, out: expect.stringContaining('\nfibre ') });
});
