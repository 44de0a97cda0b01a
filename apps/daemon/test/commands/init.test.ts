import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfigFile } from '../../src/config/load.js';
import { findWiringProblem } from '../../src/daemon/wiring-check.js';
import { CABLE, freshRouter, PASSWORD, script } from '../init/fresh-router.js';

const FIBER = { preset: 'fiber', download: '1000', upload: '100', interface: 'ether1' };
const LTE = { wan: 'lte', preset: 'lte', download: '80', upload: '20', interface: 'lte1' };

describe('wanctl init by flags', { timeout: 60_000 }, () => {
  it('takes queues, limits and the SSH host key as it finds them', async () => {
    const router = await freshRouter();
    router.add('queue/tree', { name: 'rx', parent: 'bridge', 'max-limit': '90M' });
    router.add('queue/tree', { name: 'tx', parent: 'ether1', 'max-limit': '9M' });
    const { dir, init, text } = await script(router);
    const address = `127.0.0.1:${router.sshPort}`;
    const out = await init({ transport: 'ssh', router: address, preset: 'lte', wan: 'mobile' });
    expect(out).not.toContain('/queue/');
    const file = await text('mobile.yaml');
    expect(file).toMatch(/queues:\n {2}download: rx\n {2}upload: tx\n/);
    expect(file).toMatch(/ceiling_mbps: 90\n {4}floor_mbps: 4.5\n/);
    expect(JSON.parse(await text('trusted_routers.json')).peers).toEqual({
      [`ssh ${address}`]: router.sshHostKey,
    });
    const config = await loadConfigFile(join(dir, 'mobile.yaml'), {});
    if (config.kind === 'invalid') throw new Error('not usable');
    expect(await findWiringProblem(config)).toBeNull();
  });

  it('shows what would change, changes it when told, and keeps comments and other keys', async () => {
    const { dir, init, text } = await script(await freshRouter());
    await init(CABLE);
    const mine = (await text('wan1.yaml')).replace(
      'controller: adaptive',
      'controller: adaptive # mine\nhistory: {max_days: 3}',
    );
    await writeFile(join(dir, 'wan1.yaml'), mine);
    await expect(init(FIBER)).rejects.toThrow(
      /wan1\.yaml would change as shown: nothing written; --yes agrees$/,
    );
    const shown = await init({ ...FIBER, dryRun: true });
    expect(shown).toContain(
      '-    ceiling_mbps: 475\n-    floor_mbps: 95\n+    ceiling_mbps: 950\n+    floor_mbps: 190\n',
    );
    expect(await text('wan1.yaml')).toBe(mine);

    await init({ ...FIBER, yes: true });
    const changes = [
      ['475', '950'],
      ['95\n', '190\n'],
      [': 40\n', ': 95\n'],
      [': 8\n', ': 9.5\n'],
    ] as const;
    const wanted = changes.reduce((file, [from, to]) => file.replace(from, to), mine);
    expect(await text('wan1.yaml')).toBe(wanted);
    const { download: _, upload: __, ...sameRates } = FIBER;
    expect(await init(sameRates)).toContain('wan1.yaml: nothing to change');
  });

  it('gives a file of the Python original new rates, one floor, and nothing else', async () => {
    const router = await freshRouter();
    const { dir, told, init, text } = await script(router);
    await init(CABLE);
    const old = (await text('wan1.yaml'))
      .replace('controller: adaptive\n', '')
      .replace(
        'floor_mbps: 95\n',
        'floor_green_mbps: 300\n    floor_yellow_mbps: 200\n    floor_red_mbps: 100\n    step_up_mbps: 5\n    factor_down: 0.90\n',
      )
      .replace('floor_mbps: 8\n', 'floor_mbps: 8\n    step_up_mbps: 1\n    factor_down: 0.90\n')
      .replace(
        '  # Whom',
        '  enabled: true\n  thresholds: {target_bloat_ms: 15, warn_bloat_ms: 45, alpha_baseline: 0.02, alpha_load: 0.20}\n  # Whom',
      )
      .replace(/\$\{file:.*\}/, '$' + '{SECRET}');
    await writeFile(join(dir, 'wan1.yaml'), old);
    await init({ ...FIBER, yes: true });
    const written = await text('wan1.yaml');
    expect(written).toContain(
      '    ceiling_mbps: 950\n    step_up_mbps: 5\n    factor_down: 0.90\n    floor_mbps: 190\n',
    );
    expect(written).toContain('alpha_load: 0.20}');
    expect(written).toContain(`password: \${file:${join(told.dir, 'router.password')}}`);
    expect(written).not.toMatch(/controller|floor_green/);
  });

  it('has the router look after silent limits on demand, also in a file that is there', async () => {
    const { init, text } = await script(await freshRouter());
    expect(await init(CABLE)).not.toContain('/system/scheduler');
    expect(await init({ ...CABLE, deadMan: '10', yes: true })).toMatch(
      /^\/system\/scheduler\/add name=wanctl-dead-man-wan1 .*475000000.*/m,
    );
    expect(await text('wan1.yaml')).toMatch(/^safe:\n {2}dead_man_minutes: 10$/m);
    await expect(init({ ...CABLE, deadMan: '1', yes: true })).rejects.toThrow('dead_man_minutes');
  });

  it('adds a second line and the steering between them', async () => {
    const { dir, init } = await script(await freshRouter());
    await init(CABLE);
    const out = await init({ ...LTE, steerFrom: 'wan1' });
    expect(out).toContain('new-packet-mark=lte-download');
    expect(out).toContain('comment="wanctl: calls and games to lte"');
    expect(await loadConfigFile(join(dir, 'steering.yaml'), {})).toMatchObject({
      kind: 'steering',
      warnings: [],
      settings: {
        primaryWan: 'wan1',
        alternates: [{ wan: 'lte', ruleComment: 'wanctl: calls and games to lte' }],
        primaryQueues: { download: 'WAN-Download-wan1', upload: 'WAN-Upload-wan1' },
        primaryStateFile: join(dir, 'wan1_state.json'),
      },
    });
    expect(await init({ ...LTE, steerFrom: 'wan1' })).toContain('steering.yaml: nothing to change');
    await init({ ...LTE, wan: 'sat', steerFrom: 'wan1', yes: true });
    expect(await loadConfigFile(join(dir, 'steering.yaml'), {})).toMatchObject({
      settings: { alternates: [{ wan: 'lte' }, { wan: 'sat' }] },
    });
  });

  it('writes nothing when it does not get in, or the router is another one, and says what to do', async () => {
    const router = await freshRouter();
    const { dir, told, init, text } = await script(router);
    await writeFile(told.passwordFile, 'falsch\n');
    await expect(init(CABLE)).rejects.toThrow('401');
    await expect(stat(dir)).rejects.toThrow('ENOENT');

    await writeFile(told.passwordFile, `${PASSWORD}\n`);
    await init(CABLE);
    const before = await text('trusted_routers.json');
    await router.changeCertificate();
    await expect(init({ ...FIBER, yes: true })).rejects.toThrow('wanctl pin --config');
    expect(await text('trusted_routers.json')).toBe(before);
    expect(await text('wan1.yaml')).toContain('ceiling_mbps: 475');
  });

  it('does not touch a folder in which a file is wrong', async () => {
    const { dir, init, text } = await script(await freshRouter());
    await init(CABLE);
    await writeFile(join(dir, 'other.yaml'), 'wan_name: other\n');
    await expect(init({ ...FIBER, yes: true })).rejects.toThrow(/other\.yaml.*\n(.*\n)*correct that first/);
    expect(await text('wan1.yaml')).toContain('ceiling_mbps: 475');
  });

  it.each([
    [{ router: 'a b' }, 'usage: --router must be an address'],
    [{ preset: 'isdn' }, 'usage: --preset must be one of fiber, cable'],
    [{ preset: 'cable' }, 'usage: --download is missing'],
    [{ preset: 'cable', download: '0' }, 'usage: --download must be a number of Mbit/s from 1 to 10000'],
    [{ ...CABLE, interface: 'ether9' }, 'usage: --interface must be one of ether1, lte1, bridge'],
    [{ wan: 'a/b' }, 'usage: --wan must be 1 to 64 letters'],
    [{ passwordFile: '/nowhere' }, '--password-file /nowhere: there is no such file'],
    [
      { ...CABLE, steerFrom: 'wan9' },
      'usage: --steer-from must be another line that is set up: there is none',
    ],
  ])('tells what is wrong with %j', async (flags, message) => {
    const { init } = await script(await freshRouter());
    await expect(init(flags)).rejects.toThrow(message);
  });
});
