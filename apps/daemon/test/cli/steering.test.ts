import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RouterSim } from '@wanctl/router-sim';
import { describe, expect, it } from 'vitest';
import {
  addRule,
  isSteered,
  newFolder,
  RULE,
  slowDown,
  startRouter,
  steeringEnd,
  steeringFile,
  untilFile,
  untilRouter,
  wanctl,
  wanctlEnd,
  wanFile,
  writeYaml,
} from './harness.js';

const TIMEOUT = { timeout: 60_000 };

async function setUp(edit: object = {}) {
  const folder = await newFolder();
  const router = await startRouter(['fibre', 'cable']);
  addRule(router);
  const fibre = await writeYaml(folder, 'fibre.yaml', wanFile(folder, router, 'fibre'));
  const cable = await writeYaml(folder, 'cable.yaml', wanFile(folder, router, 'cable'));
  const steering = await writeYaml(folder, 'steering.yaml', { ...steeringFile(folder, router), ...edit });
  const start = (...files: string[]) => {
    const cli = wanctl('run', '--config', ...files);
    return cli;
  };
  const state = join(folder, 'steering_state.json');
  return { folder, router, fibre, cable, steering, start, state };
}

/** Requests that have changed a rule. */
const toggles = (router: RouterSim) =>
  router.requests.filter(({ method, path }) => method === 'PATCH' && path.includes('mangle'));

const isHeard = (router: RouterSim) => () => router.queue('fibre-down').maxLimitBps === 90e6;

describe('wanctl run with a steering file', TIMEOUT, () => {
  it('moves new connections to the other line of the same process, and back, once each', async () => {
    const { folder, router, fibre, cable, steering, start, state } = await setUp();
    const daemon = start(fibre, cable, steering);
    await untilRouter(router, isHeard(router));
    slowDown(router, 'fibre', 150);
    await untilRouter(router, () => isSteered(router));
    await untilFile(state, ({ current_state }) => current_state === 'FIBRE_DEGRADED');
    const steered = await wanctlEnd('status', '--config', steering);
    expect(steered.out).toMatch(/^steering +(healthy|degraded); by congestion, a decision every 0.1 s$/m);
    expect(steered.out).toMatch(/^ {2}state +FIBRE_DEGRADED: new connections go over cable;/m);
    expect(steered.out).toMatch(/^ {2}cable +rule enabled; GREEN, measurement healthy, /m);

    slowDown(router, 'fibre', 20);
    await untilRouter(router, () => !isSteered(router));
    await untilFile(state, ({ current_state }) => current_state === 'FIBRE_GOOD');
    const json = await wanctlEnd('status', '--json', '--config', steering);
    const { daemons } = JSON.parse(json.out);
    expect(daemons).toHaveLength(1);
    expect(daemons[0]).toMatchObject({
      wan_count: 2,
      steerings: [{ name: 'steering', steering: { enabled: false, state: 'FIBRE_GOOD', mode: 'active' } }],
    });
    // One connection to the router serves all.
    const kinds = daemons[0].since_start.parts.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(['wan', 'wan', 'steering', 'router']);
    daemon.kill('SIGTERM');
    expect(await daemon.exited).toBe(0);
    expect(toggles(router)).toHaveLength(2);
    expect(existsSync(join(folder, 'steering.lock'))).toBe(false);
    expect(existsSync(join(folder, 'steering.sock'))).toBe(false);
    const log = await readFile(join(folder, 'steering.log'), 'utf8');
    expect(log).toMatch(
      /\[steering\] \[INFO\] \[FIBRE_GOOD\] rtt=\S+ms ewma=\S+ms drops=\d+ q=\d+ \| congestion=/,
    );
    expect(log).toContain('FIBRE_GOOD -> FIBRE_DEGRADED: new connections go over cable\n');
    expect(log).not.toContain('geheim');
  });

  it('steers by the state files of WANs in other processes', async () => {
    const { router, fibre, steering, start, state } = await setUp();
    start(fibre);
    await untilRouter(router, isHeard(router));
    start(steering);
    await untilFile(state, ({ baseline_rtt }) => typeof baseline_rtt === 'number');
    slowDown(router, 'fibre', 150);
    await untilRouter(router, () => isSteered(router));
  });

  it('agrees with the router two cycles after it was killed while it changed the rule', async () => {
    const { router, fibre, cable, steering, start, state } = await setUp();
    for (const rttMs of [150, 20]) {
      const killed = start(fibre, cable, steering);
      await untilRouter(router, () => router.queue('fibre-down').maxLimitBps > 0);
      const before = toggles(router).length;
      slowDown(router, 'fibre', rttMs);
      await untilRouter(router, () => toggles(router).length > before);
      killed.kill('SIGKILL');
      await killed.exited;
      const restarted = start(steering);
      const name = isSteered(router) ? 'FIBRE_DEGRADED' : 'FIBRE_GOOD';
      expect(isSteered(router)).toBe(rttMs === 150);
      await untilFile(state, ({ current_state }) => current_state === name);
      expect(toggles(router)).toHaveLength(before + 1);
      restarted.kill('SIGKILL');
      await restarted.exited;
    }
  });

  it('goes on with the WANs when the rule is missing, and says so', async () => {
    const { router, fibre, cable, steering, start } = await setUp({ mangle_rule: { comment: 'nowhere' } });
    start(fibre, cable, steering);
    await untilRouter(router, isHeard(router));
    slowDown(router, 'fibre', 150);
    await untilRouter(router, () => router.queue('fibre-down').maxLimitBps < 30e6);
    const { out, status } = await wanctlEnd('status', '--config', fibre);
    expect(status).toBe(1);
    expect(out).toMatch(/^ {2}why +the rule for cable is missing on the router$/m);
  });
});

describe('wanctl-steering', TIMEOUT, () => {
  /** Without a loop beside it there is neither a zone nor traffic: delay alone decides. */
  async function setUpAlone() {
    const house = await setUp({
      thresholds: { rtt_ewma_alpha: 1, min_queue_red: 0, red_samples_required: 2 },
    });
    await writeFile(join(house.folder, 'fibre_state.json'), JSON.stringify({ ewma: { baseline_rtt: 20 } }));
    const settings = steeringFile(house.folder, house.router);
    await writeYaml(house.folder, 'steering.yaml', {
      ...settings,
      thresholds: { rtt_ewma_alpha: 1, min_queue_yellow: 1, min_queue_red: 0, green_samples_required: 2 },
      measurement: { ...settings.measurement, interval_seconds: 2 },
    });
    return { ...house, saved: async () => JSON.parse(await readFile(house.state, 'utf8')) };
  }

  it('steers away and back in turns of one process each', async () => {
    const { folder, router, steering, saved } = await setUpAlone();
    const turn = async () => (await steeringEnd('--config', steering)).status;
    slowDown(router, 'fibre', 150);
    expect(await turn()).toBe(0);
    expect(await saved()).toMatchObject({ current_state: 'FIBRE_GOOD', red_count: 1 });
    expect(await turn()).toBe(0);
    expect(isSteered(router)).toBe(true);
    expect(await saved()).toMatchObject({
      current_state: 'FIBRE_DEGRADED',
      transitions: [{ from: 'FIBRE_GOOD', to: 'FIBRE_DEGRADED' }],
    });
    slowDown(router, 'fibre', 20);
    for (let turns = 0; turns < 5 && isSteered(router); turns += 1) expect(await turn()).toBe(0);
    expect(isSteered(router)).toBe(false);
    expect(await saved()).toMatchObject({ current_state: 'FIBRE_GOOD' });
    expect(toggles(router)).toHaveLength(2);
    expect(existsSync(join(folder, 'steering.lock'))).toBe(false);
  });

  it('--reset disables the rule and saves that (Q23)', async () => {
    const { router, steering, state, saved } = await setUpAlone();
    const [rule] = router.rows('ip/firewall/mangle').filter((row) => row['comment'] === RULE);
    router.set('ip/firewall/mangle', rule?.['.id'] ?? '', { disabled: 'no' });
    await writeFile(state, JSON.stringify({ current_state: 'FIBRE_DEGRADED', good_count: 9, foreign: 1 }));
    expect(await steeringEnd('--config', steering, '--reset')).toMatchObject({ status: 0, err: '' });
    expect(isSteered(router)).toBe(false);
    expect(await saved()).toMatchObject({ current_state: 'FIBRE_GOOD', good_count: 0, foreign: 1 });
  });

  it('leaves it to the process that holds the lock, but does not reset then', async () => {
    const { folder, router, steering } = await setUpAlone();
    await writeFile(join(folder, 'steering.lock'), `${process.pid}\n`);
    expect(await steeringEnd('--config', steering)).toEqual({ status: 0, out: '', err: '' });
    const reset = await steeringEnd('--config', steering, '--reset');
    expect(reset.status).toBe(1);
    expect(reset.err).toContain(`is held by process ${process.pid}`);
    expect(router.requests).toEqual([]);
  });

  it('fails when there is nothing to judge by', async () => {
    const { folder, steering } = await setUpAlone();
    await writeFile(join(folder, 'fibre_state.json'), '{}');
    const log = join(folder, 'steering.log');
    const err = `wanctl-steering: not done; ${log} says why\n`;
    expect(await steeringEnd('--config', steering)).toEqual({ status: 1, out: '', err });
    expect(await readFile(log, 'utf8')).toMatch(
      /\[ERROR\] nothing to judge by: no baseline of fibre, does its wanctl run\?\n$/,
    );
  });

  it('tells wrong usage in one line', async () => {
    const { fibre } = await setUpAlone();
    expect(await steeringEnd()).toMatchObject({
      status: 2,
      err: expect.stringMatching(/^wanctl: .*--config.*\n$/),
    });
    expect(await steeringEnd('--config', '/nowhere.yaml')).toMatchObject({
      status: 1,
      err: 'wanctl: /nowhere.yaml: there is no such file\n',
    });
    expect((await steeringEnd('--config', fibre)).err).toMatch(
      /is a WAN file; "wanctl run --config" runs it\n$/,
    );
  });
});
