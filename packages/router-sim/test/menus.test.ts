import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { runLine } from '../src/cli/run.js';
import { openConsole } from '../src/console.js';
import { createRouter } from '../src/create-router.js';
import { POLICIES } from '../src/users.js';
import { rest, start, startWithQueue } from './support.js';

const LINE = {
  name: 'cable',
  download: { capacityBps: 100e6, demandBps: Number.POSITIVE_INFINITY },
  upload: { capacityBps: 20e6, demandBps: Number.POSITIVE_INFINITY },
};

describe('queue/simple', () => {
  it('shows what a router shows', async () => {
    const sim = await start();
    const fields = { name: 'queue1', target: '1.0.1.0/24', 'max-limit': '1M/2M', priority: '7' };
    expect((await rest(sim, 'PUT', 'queue/simple', fields)).body).toEqual({
      '.id': '*1',
      'bucket-size': '0.1/0.1',
      'burst-limit': '0/0',
      'burst-threshold': '0/0',
      'burst-time': '0s/0s',
      bytes: '0/0',
      disabled: 'false',
      dropped: '0/0',
      dynamic: 'false',
      invalid: 'false',
      'limit-at': '0/0',
      'max-limit': '1000000/2000000',
      name: 'queue1',
      'packet-marks': '',
      'packet-rate': '0/0',
      packets: '0/0',
      parent: 'none',
      priority: '7/7',
      queue: 'default-small/default-small',
      'queued-bytes': '0/0',
      'queued-packets': '0/0',
      rate: '0/0',
      target: '1.0.1.0/24',
      'total-bytes': '0',
      'total-dropped': '0',
      'total-packet-rate': '0',
      'total-packets': '0',
      'total-queued-bytes': '0',
      'total-queued-packets': '0',
      'total-rate': '0',
    });
    expect((await rest(sim, 'PATCH', 'queue/simple/*1', { queue: 'default/x' })).body.detail).toBe(
      'input does not match any value of queue',
    );
  });

  it.each([
    ['192.168.0.0/16', '10M/50M'],
    ['ether1', '50M/10M'],
  ])('shapes both directions, seen from target %s', async (target, maxLimit) => {
    const clock = new ManualClock();
    const wans = [{ ...LINE, queues: { download: 'q', upload: 'q' } }];
    const sim = await start({ clock, wans });
    sim.add('queue/simple', { name: 'q', target, 'max-limit': maxLimit });
    await clock.advance(10_000);
    const [up, down] = (sim.rows('queue/simple')[0]?.['rate'] ?? '')
      .split('/')
      .map((rate) => Number(rate) / 1e6);
    const [first = 0, second = 0] = target === 'ether1' ? [down, up] : [up, down];
    expect(first).toBeCloseTo(10, 0);
    expect(second).toBeCloseTo(50, 0);
    expect(sim.wans.get('cable')?.link.download.shaperBps).toBe(50e6);
    await sim.reboot({ downMs: 0 });
    expect(sim.rows('queue/simple')[0]?.['bytes']).toBe('0/0');
  });
});

describe('interface', () => {
  it('counts the line behind it, FastTrack or not', async () => {
    const clock = new ManualClock();
    const wans = [{ ...LINE, queues: { download: 'WAN-Download', upload: 'WAN-Upload' } }];
    const sim = await startWithQueue({ clock, wans });
    sim.set('queue/tree', 'WAN-Download', { 'max-limit': '50M' });
    sim.device.fastTrack = true;
    await clock.advance(10_000);
    expect(sim.queue('WAN-Download')).toMatchObject({ bytes: 0, rateBps: 0 });
    const { link } = sim.wans.get('cable') ?? {};
    const [ether1, bridge] = sim.rows('interface');
    expect(Number(ether1?.['rx-byte'])).toBe(Math.floor(link?.download.passedBytes ?? 0));
    expect(Number(ether1?.['tx-byte'])).toBe(Math.floor(link?.upload.passedBytes ?? 0));
    expect(bridge).toMatchObject({ '.id': '*2', name: 'bridge', 'rx-byte': '0', type: 'bridge' });
    const body = { interface: 'ether1', once: '' };
    const { body: traffic } = await rest(sim, 'POST', 'interface/monitor-traffic', body);
    expect(traffic).toHaveLength(1);
    expect(Number(traffic[0]['rx-bits-per-second']) / 1e6).toBeCloseTo(100, 0);
    expect(Object.keys(traffic[0])).toEqual(Object.keys(traffic[0]).sort());
    sim.device.fastTrack = false;
    await clock.advance(5000);
    expect(sim.queue('WAN-Download').rateBps / 1e6).toBeCloseTo(50, 0);
  });

  it('is monitored until the session is closed without once', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock });
    const refused = rest(sim, 'POST', 'interface/monitor-traffic', { interface: 'ether1', once: 'false' });
    let done = false;
    void refused.then(() => {
      done = true;
    });
    while (!done) {
      await clock.advance(1000);
      await new Promise(setImmediate);
    }
    expect((await refused).body.detail).toBe('Session closed');
    expect((await rest(sim, 'POST', 'interface/monitor-traffic', { once: '' })).body.detail).toBe(
      'missing =interface=',
    );
    const unknown = await rest(sim, 'POST', 'interface/monitor-traffic', { interface: 'x', once: '' });
    expect(unknown.body.detail).toBe('input does not match any value of interface');
  });

  it('is monitored on the command line', () => {
    const router = createRouter(new ManualClock());
    const run = (line: string) => runLine(router, ['read'], line).text;
    expect(run(':put [/interface/monitor-traffic ether1 once as-value]')).toContain(
      'name=ether1;rx-bits-per-second=0;',
    );
    expect(run('/interface/monitor-traffic ether1')).toBe('interrupted\r\n');
  });
});

describe('unknown facts of queue/tree', () => {
  const wans = [{ ...LINE, queues: { download: 'WAN-Download', upload: 'WAN-Upload' } }];

  it.each([true, false])('counters start again with a new limit: %s', async (limitResetsCounters) => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock, wans, limitResetsCounters });
    await clock.advance(1000);
    sim.set('queue/tree', 'WAN-Download', { priority: '1' });
    const { bytes } = sim.queue('WAN-Download');
    expect(bytes).toBeGreaterThan(1e6);
    sim.set('queue/tree', 'WAN-Download', { 'max-limit': '50M' });
    expect(sim.queue('WAN-Download').bytes).toBe(limitResetsCounters ? 0 : bytes);
  });

  it('smooths the rate over the given window', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock, wans, rateWindowMs: 60_000 });
    await clock.advance(2000);
    expect(sim.queue('WAN-Download').rateBps).toBeLessThan(10e6);
  });
});

describe('routing', () => {
  it('has tables, and rules that refer to them', async () => {
    const sim = await start();
    expect(sim.rows('routing/table')).toEqual([
      { '.id': '*0', dynamic: 'true', fib: '', invalid: 'false', name: 'main' },
    ]);
    sim.add('routing/table', { name: 'lte', fib: '' });
    const { body } = await rest(sim, 'PUT', 'routing/rule', { 'routing-mark': 'lte', table: 'lte' });
    expect(body).toEqual({
      '.id': '*1',
      action: 'lookup',
      disabled: 'false',
      inactive: 'false',
      'routing-mark': 'lte',
      table: 'lte',
    });
    expect((await rest(sim, 'PATCH', 'routing/rule/*1', { table: 'x' })).status).toBe(400);
    expect((await rest(sim, 'POST', 'routing/rule/disable', { '.id': '*1' })).status).toBe(200);
    expect(sim.rows('routing/rule')).toMatchObject([{ disabled: 'true' }]);
  });
});

describe('user', () => {
  it('shows users and their groups as they are now', async () => {
    const sim = await start();
    sim.users.set('chief', { name: 'chief', password: '', policies: POLICIES });
    expect((await rest(sim, 'GET', 'user?.proplist=name,group')).body).toEqual([
      { '.id': '*1', group: 'ctl', name: 'ctl' },
      { '.id': '*2', group: 'viewer', name: 'viewer' },
      { '.id': '*3', group: 'full', name: 'chief' },
    ]);
    const { body: groups } = await rest(sim, 'GET', 'user/group');
    expect(groups.map(({ name }: { name: string }) => name)).toEqual(['full', 'ctl', 'viewer']);
    expect(groups[2].policy).toMatch(/^read,api,rest-api,!local,.*!write,.*!romon$/);
    expect((await rest(sim, 'PATCH', 'user/*1', { group: 'full' })).status).toBe(400);
  });
});

describe('ip/firewall/filter', () => {
  it('has rules like mangle, without its marks', async () => {
    const sim = await start();
    const rule = { chain: 'forward', action: 'fasttrack-connection', 'hw-offload': 'yes' };
    expect((await rest(sim, 'PUT', 'ip/firewall/filter', rule)).body).toMatchObject({
      '.id': '*0',
      action: 'fasttrack-connection',
      'hw-offload': 'true',
      packets: '0',
    });
    const marked = { chain: 'forward', 'new-packet-mark': 'x' };
    expect((await rest(sim, 'PUT', 'ip/firewall/filter', marked)).body.detail).toBe(
      'unknown parameter new-packet-mark',
    );
  });
});

describe('other menus', () => {
  it('tells the time', async () => {
    const sim = await start({ clock: new ManualClock(new Date('2026-09-27T10:11:12Z')) });
    expect((await rest(sim, 'GET', 'system/clock')).body).toMatchObject({
      date: '2026-09-27',
      time: '10:11:12',
    });
  });

  it('does not know the status of hosts for five minutes after boot', async () => {
    const clock = new ManualClock();
    const sim = await start({ clock });
    sim.add('tool/netwatch', { host: '1.1.1.1' });
    await clock.advance(299_999);
    expect(sim.rows('tool/netwatch')).toEqual([
      { '.id': '*1', host: '1.1.1.1', interval: '10s', status: 'unknown', type: 'simple' },
    ]);
    await clock.advance(1);
    expect(sim.rows('tool/netwatch')).toMatchObject([{ since: '2026-01-01 00:05:00', status: 'up' }]);
    await sim.reboot({ downMs: 0 });
    expect(sim.rows('tool/netwatch')).toMatchObject([{ '.id': '*2', status: 'unknown' }]);
  });

  it('warns of cake-bandwidth below a queue with a max-limit', () => {
    const router = createRouter(new ManualClock());
    const { add, set, rows } = openConsole(router);
    add('queue/type', { name: 'cake', kind: 'cake' });
    add('queue/tree', { name: 'down', parent: 'bridge', queue: 'cake', 'max-limit': '50M' });
    expect(rows('log')).toEqual([]);
    set('queue/type', 'cake', { 'cake-bandwidth': '40M' });
    set('queue/tree', 'down', { 'max-limit': '0' });
    set('queue/tree', 'down', { 'max-limit': '60M' });
    const warning = {
      message: 'down: cake-bandwidth of cake is ignored, max-limit shapes',
      topics: 'queue,warning',
    };
    expect(rows('log')).toMatchObject([warning, warning]);
  });
});
