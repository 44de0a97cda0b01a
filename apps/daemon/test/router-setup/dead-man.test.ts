import { Events } from '@wanctl/core';
import { ManualClock, MemoryRouter, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { sendHeartbeats } from '../../src/daemon/heartbeats.js';
import { deadManCommand } from '../../src/router-setup/dead-man.js';
import { execute, newFolder, startRouter, untilRouter, wanctl, wanFile, writeYaml } from '../cli/harness.js';
import { loadEdited } from '../config/edit.js';

const MINUTE_MS = 60_000;
const LOW = [20, 4];
const CEILINGS = [90, 18];
const NONE = { download: [], upload: [] };
const UNKNOWN = { download: null, upload: null };

/** A router whose clock is turned by hand, with low limits and the scheduler entry as `init` prints it. */
async function setUp() {
  const clock = new ManualClock();
  const router = await startRouter([], { clock });
  const names = ['cable-down', 'cable-up'];
  for (const name of names) router.add('queue/tree', { name, parent: 'global' });
  const lower = () =>
    names.forEach((name, index) => {
      router.set('queue/tree', name, { 'max-limit': `${LOW[index]}M` });
    });
  const limits = () => names.map((name) => router.queue(name).maxLimitBps / 1e6);
  const queues = { download: 'cable-down', upload: 'cable-up' };
  const limitsMbps = { download: 90, upload: 18 };
  await execute(router, deadManCommand({ wanName: 'cable', queues, minutes: 5, limitsMbps }));
  lower();
  return { clock, router, lower, limits };
}

/** The daemon's heartbeats by the router's clock. */
async function setUpHeartbeats() {
  const parts = await setUp();
  const { clock, router } = parts;
  const loaded = loadEdited('wan.yaml', { 'queues:': 'safe: {dead_man_minutes: 5}\nqueues:' });
  if (loaded.kind !== 'wan') throw new Error(loaded.kind);
  const { settings } = loaded;
  const transport = new MemoryRouter({});
  transport.run = async ({ arguments: entry = {} }) => {
    router.add('ip/firewall/address-list', entry);
    return [];
  };
  const events = new Events();
  sendHeartbeats({ settings, transport, log: new RecordingLogger() }, events, clock);
  const live = async (minutes: number) => {
    for (let second = 0; second < minutes * 60; second += 5) {
      const observation = { nowMs: clock.now(), rtt: [], pending: [], counters: NONE, acceptedBps: UNKNOWN };
      events.emit('tick', { wan: 'cable', atMs: clock.now(), observation, assessment: null });
      await clock.advance(5000);
    }
  };
  return { ...parts, live };
}

describe('the router', () => {
  it('leaves the limits alone while the daemon lives, through a restart of its own', async () => {
    const { router, limits, live } = await setUpHeartbeats();
    await live(60.5);
    expect(limits()).toEqual(LOW);
    // It forgets the heartbeats, and the next comes in half a minute.
    await router.reboot({ downMs: 0, settleMs: 0 });
    await live(30);
    expect(limits()).toEqual(LOW);
  });

  it('sets the ceilings five minutes after the last heartbeat, and no more once there are new ones', async () => {
    const { clock, limits, lower, live } = await setUpHeartbeats();
    await live(10);
    await clock.advance(3 * MINUTE_MS);
    expect(limits()).toEqual(LOW);
    await clock.advance(3 * MINUTE_MS);
    expect(limits()).toEqual(CEILINGS);
    await live(1);
    lower();
    await live(10);
    expect(limits()).toEqual(LOW);
  });

  it('sets them when the daemon has been killed', { timeout: 60_000 }, async () => {
    const { clock, router, limits, lower } = await setUp();
    await clock.advance(10 * MINUTE_MS);
    const folder = await newFolder();
    const settings = { ...wanFile(folder, router, 'cable'), safe: { dead_man_minutes: 5 } };
    const probe = { ...settings.probe, targets: ['127.0.0.1:9'] };
    const file = await writeYaml(folder, 'cable.yaml', { ...settings, probe });
    const cli = wanctl('run', '--config', file);
    await untilRouter(router, () => router.rows('ip/firewall/address-list').length > 0);
    cli.kill('SIGKILL');
    await cli.exited;
    lower();
    await clock.advance(4 * MINUTE_MS);
    expect(limits()).toEqual(LOW);
    await clock.advance(2 * MINUTE_MS);
    expect(limits()).toEqual(CEILINGS);
  });
});
