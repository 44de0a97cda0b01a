import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { connect, exec } from './ssh/support.js';
import { rest, start, startWithQueue } from './support.js';

describe('a reboot', () => {
  it('cuts connections, refuses new ones while it is down, and drops commands that run', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock });
    const slow = sim.fail({ method: 'PATCH' }, { kind: 'delay', delayMs: 1000 });
    const patched = rest(sim, 'PATCH', 'queue/tree/WAN-Download', { 'max-limit': '1M' });
    await slow.firstHit;
    const rebooted = sim.reboot({ downMs: 30_000 });
    await expect(patched).rejects.toThrow();
    await clock.advance(29_999);
    await expect(rest(sim, 'GET', 'system/identity')).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
    await expect(connect(sim)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await clock.advance(1);
    await rebooted;
    expect(sim.queue('WAN-Download').maxLimitBps).toBe(440_000_000);
    expect((await rest(sim, 'GET', 'system/resource')).status).toBe(200);
    expect((await exec(await connect(sim), ':put 1')).text).toBe('1\r\n');
  });

  it('shows nothing over REST until it has settled', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock });
    await sim.reboot({ downMs: 0, settleMs: 2000 });
    expect(await rest(sim, 'GET', 'queue/tree')).toEqual({ status: 200, body: [] });
    expect(await rest(sim, 'GET', 'system/resource')).toEqual({ status: 200, body: {} });
    expect((await rest(sim, 'GET', 'queue/tree/WAN-Download')).status).toBe(404);
    await clock.advance(2000);
    expect((await rest(sim, 'GET', 'queue/tree/WAN-Download')).status).toBe(200);
  });

  it('renumbers rows, keeps what refers to them, and resets what is not configuration', async () => {
    const clock = new ManualClock();
    const lines = {
      name: 'cable',
      queues: { download: 'WAN-Download', upload: 'WAN-Upload' },
      download: { capacityBps: 100e6, demandBps: 50e6 },
      upload: { capacityBps: 20e6 },
    };
    const sim = await startWithQueue({ clock, wans: [lines] });
    sim.add('queue/tree', { name: 'WAN-Upload', parent: 'WAN-Download', queue: 'default' });
    await rest(sim, 'GET', 'system/identity');
    await clock.advance(30_000);
    expect(sim.queue('WAN-Download').bytes).toBeGreaterThan(1e8);
    await sim.reboot({ downMs: 0, settleMs: 0 });
    expect(sim.rows('queue/tree')).toMatchObject([
      { '.id': '*1000001', bytes: '0', name: 'WAN-Download', queue: 'cake-rx', invalid: 'false' },
      { '.id': '*1000002', name: 'WAN-Upload', parent: 'WAN-Download', queue: 'default', invalid: 'false' },
    ]);
    expect(sim.rows('log')).toEqual([]);
    expect(sim.rows('user/active')).toEqual([]);
    expect(sim.rows('system/resource')).toMatchObject([{ uptime: '0s', 'write-sect-since-reboot': '0' }]);
    expect(sim.add('queue/tree', { name: 'third', parent: 'global' })).toBe('*1000003');
  });

  it('lets nothing pass while it is down', async () => {
    const clock = new ManualClock();
    const wan = {
      name: 'cable',
      queues: { download: 'a', upload: 'b' },
      download: { capacityBps: 100e6, demandBps: 50e6 },
      upload: { capacityBps: 20e6 },
    };
    const sim = await start({ clock, wans: [wan] });
    await clock.advance(1000);
    const { download } = sim.wans.get('cable')?.link ?? {};
    const before = download?.passedBytes;
    const rebooted = sim.reboot({ downMs: 5000 });
    await clock.advance(0);
    await new Promise(setImmediate);
    await clock.advance(4990);
    expect(download?.passedBytes).toBe(before);
    await clock.advance(1000);
    await rebooted;
    expect(download?.passedBytes).toBeGreaterThan(before ?? 0);
  });
});
