import { existsSync, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { newFolder, startRouter, untilRouter, wanctl, wanctlEnd, wanFile, writeYaml } from './harness.js';
import { hasIperf, startIperfBehind } from './iperf-line.js';

const BEFORE = { download: 15e6, upload: 4e6 };

/** A line of 20/20 Mbit/s, whose upload has next to no buffer, with limits below that. */
async function setUp() {
  const folder = await newFolder();
  const router = await startRouter(['fibre'], {}, { capacityBps: 20e6, bufferMs: 500 });
  Object.assign(router.wans.get('fibre')?.link.upload ?? {}, { bufferBytes: 10_000 });
  router.set('queue/tree', 'fibre-down', { 'max-limit': String(BEFORE.download) });
  router.set('queue/tree', 'fibre-up', { 'max-limit': String(BEFORE.upload) });
  const settings = wanFile(folder, router, 'fibre');
  const file = await writeYaml(folder, 'fibre.yaml', settings);
  const limits = () => ({
    download: router.queue('fibre-down').maxLimitBps,
    upload: router.queue('fibre-up').maxLimitBps,
  });
  const port = await startIperfBehind(router, 'fibre');
  const args = ['calibrate', '--config', file, '--server', '127.0.0.1', '--port', String(port)];
  return { folder, router, file, settings, limits, args, journal: join(folder, 'fibre_calibration.json') };
}

/** Resolves when there is no such file. */
function untilGone(file: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (existsSync(file)) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(dirname(file), look);
    look();
  });
}

const QUICK = ['--test-for', '1s', '--target-bloat', '100'];

describe.skipIf(!hasIperf)('wanctl calibrate', { timeout: 180_000 }, () => {
  it('finds what the line carries, writes it, and leaves the limits as they were', async () => {
    const { folder, file, limits, args, journal } = await setUp();
    const { status, out, err } = await wanctlEnd(...args, ...QUICK, '--write');
    expect(err).toMatch(/^download no limit: [\d.]+ Mbit\/s came through, \d+\.\d ms added$/m);
    expect(status).toBe(0);
    expect(limits()).toEqual(BEFORE);
    expect(existsSync(journal)).toBe(false);
    expect(existsSync(join(folder, 'fibre.lock'))).toBe(false);
    expect(out).toMatch(/^- {4}ceiling_mbps: 90$/m);
    const { download, upload } = parse(await readFile(file, 'utf8')).continuous_monitoring;
    // The model's delay rises slowly where the limit is little above the capacity; so does the search's end.
    expect(download.ceiling_mbps).toBeGreaterThan(15);
    expect(download.ceiling_mbps).toBeLessThan(26);
    expect(upload.ceiling_mbps).toBeGreaterThan(15);
  });

  it('sets the limits back when interrupted, and after a kill at the next start', async () => {
    const { router, limits, args, journal } = await setUp();
    const begun = () => limits().download !== BEFORE.download;
    const killed = wanctl(...args);
    await untilRouter(router, begun);
    killed.kill('SIGKILL');
    await killed.exited;
    expect(limits()).not.toEqual(BEFORE);
    expect(existsSync(journal)).toBe(true);

    const next = wanctl(...args);
    await untilRouter(router, () => !begun());
    await untilRouter(router, begun);
    next.kill('SIGINT');
    expect(await next.exited).toBe(1);
    expect(next.stderr()).toContain('wanctl: interrupted; the limits are as they were');
    expect(limits()).toEqual(BEFORE);
    expect(existsSync(journal)).toBe(false);
  });

  it('leaves a kill to the daemon, which sets the limits back before it can measure', async () => {
    const { router, file, limits, args, journal } = await setUp();
    const killed = wanctl(...args);
    await untilRouter(router, () => limits().download !== BEFORE.download);
    killed.kill('SIGKILL');
    await killed.exited;
    for (const reflector of router.wans.get('fibre')?.reflectors ?? []) reflector.muted = true;
    wanctl('run', '--config', file);
    await untilRouter(router, () => limits().download === BEFORE.download);
    await untilGone(journal);
    expect(limits()).toEqual(BEFORE);
  });

  it('does not fight a daemon', async () => {
    const { router, file, limits, args } = await setUp();
    wanctl('run', '--config', file);
    await untilRouter(router, () => limits().download === 90e6);
    const { status, err } = await wanctlEnd(...args);
    expect(status).toBe(1);
    expect(err).toMatch(/^wanctl: lock .* is held by process \d+ /m);
  });

  it('changes nothing when no iperf3 server answers', async () => {
    const { limits, args } = await setUp();
    const { status, err } = await wanctlEnd(...args.slice(0, -1), '9');
    expect(status).toBe(1);
    expect(err).toMatch(/^wanctl: iperf3 with 127\.0\.0\.1 port 9: .+; does "iperf3 --server" run there\?$/m);
    expect(limits()).toEqual(BEFORE);
  });
});

it.each([
  [['--server', '--reverse'], '--server'],
  [['--server', '-s'], 'host name'],
  [['--server', 'a', '--target-bloat', '0'], 'whole number'],
])('takes %s for wrong usage', { timeout: 60_000 }, async (args, message) => {
  const { status, err } = await wanctlEnd('calibrate', '--config', 'wan1.yaml', ...args);
  expect(status).toBe(2);
  expect(err).toContain(message);
});
