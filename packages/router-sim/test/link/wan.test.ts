import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { WanOptions } from '../../src/index.js';
import { rest, start } from '../support.js';

const WAN: WanOptions = {
  name: 'wan1',
  queues: { download: 'WAN-Download', upload: 'WAN-Upload' },
  download: { capacityBps: 100e6, demandBps: Number.POSITIVE_INFINITY },
  upload: { capacityBps: 20e6 },
};

async function startBehindQueue() {
  const clock = new ManualClock();
  const sim = await start({ clock, wans: [WAN] });
  sim.add('queue/tree', { name: 'WAN-Download', parent: 'bridge', queue: 'default', 'max-limit': '80M' });
  const link = sim.wans.get('wan1')?.link;
  if (!link) throw new Error('the line is missing');
  return { clock, sim, link };
}

describe('a line behind the router', () => {
  it('moves the counters of its queue', async () => {
    const { clock, sim } = await startBehindQueue();
    await clock.advance(10_000);
    const before = sim.queue('WAN-Download');
    await clock.advance(1000);
    const { body } = await rest(sim, 'GET', 'queue/tree/WAN-Download');
    expect(Number(body.bytes) - before.bytes).toBeCloseTo(10e6, -4);
    expect(Number(body.rate) / 80e6).toBeCloseTo(1, 2);
    expect(Number(body.packets)).toBe(Math.floor(sim.queue('WAN-Download').packets));
    expect(Number(body['packet-rate'])).toBeGreaterThan(8000);
    expect(Number(body['queued-bytes'])).toBeCloseTo(50_000, -3);
    expect(Number(body['queued-packets'])).toBe(44);
    expect(body.dropped).toBe('0');
    expect(body.bytes).toMatch(/^\d+$/);
  });

  it('slows down and speeds up with max-limit as set over REST', async () => {
    const { clock, sim, link } = await startBehindQueue();
    const settle = async (limit: string) => {
      await rest(sim, 'PATCH', 'queue/tree/WAN-Download', { 'max-limit': limit });
      await clock.advance(20_000);
      return link.rttMs();
    };
    expect(await settle('80M')).toBeCloseTo(25, 3);
    expect(await settle('120M')).toBeCloseTo(520, 3);
    expect(await settle('0')).toBeCloseTo(520, 3);
    expect(await settle('80M')).toBeCloseTo(25, 3);
  });

  it('keeps counters through a change of limit and loses bytes and packets to reset-counters', async () => {
    const { clock, sim } = await startBehindQueue();
    await clock.advance(5000);
    const { bytes } = sim.queue('WAN-Download');
    sim.set('queue/tree', 'WAN-Download', { 'max-limit': '50M' });
    expect(sim.queue('WAN-Download').bytes).toBe(bytes);
    await rest(sim, 'POST', 'queue/tree/reset-counters', { '.id': '*1000000' });
    expect(sim.queue('WAN-Download')).toMatchObject({ bytes: 0, packets: 0 });
  });

  it.each([
    ['disabled', { disabled: 'true' }],
    ['renamed', { name: 'other' }],
  ])('is not shaped by a queue that is %s', async (_case, change) => {
    const { clock, sim, link } = await startBehindQueue();
    sim.set('queue/tree', 'WAN-Download', change);
    await clock.advance(20_000);
    expect(link.rttMs()).toBeCloseTo(520, 3);
    expect(sim.queue('*1000000').bytes).toBe(0);
  });

  it('is not shaped by a queue without its type', async () => {
    const { clock, sim, link } = await startBehindQueue();
    sim.remove('queue/type', 'default');
    await clock.advance(20_000);
    expect(link.rttMs()).toBeCloseTo(520, 3);
  });
});
