import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { rest, startWithQueue } from '../support.js';

const QUEUE = 'queue/tree/*1000000';

describe('flash', () => {
  it('counts the sectors of logins, reads and writes, and when writes were made', async () => {
    const clock = new ManualClock();
    const sim = await startWithQueue({ clock, flashWear: { perWrite: 3, perLogin: 10, perRead: 100 } });
    expect(sim.device.flash.sectorsSinceReboot).toBe(6);
    await rest(sim, 'GET', 'system/identity');
    expect(sim.device.flash.sectorsSinceReboot).toBe(116);
    await clock.advance(1000);
    await rest(sim, 'PATCH', QUEUE, { 'max-limit': '5M' });
    expect(sim.device.flash.sectorsSinceReboot).toBe(119);
    expect(sim.device.flash.writeTimesMs).toEqual([0, 0, 1000]);
    const { body } = await rest(sim, 'GET', 'system/resource');
    expect(body).toMatchObject({ 'write-sect-since-reboot': '219', 'write-sect-total': '3333608' });
  });

  it('is not worn by what is refused', async () => {
    const sim = await startWithQueue();
    const { sectorsTotal } = sim.device.flash;
    expect(() => sim.set('queue/tree', 'WAN-Download', { priority: '9' })).toThrow();
    expect(sim.device.flash.sectorsTotal).toBe(sectorsTotal);
  });
});
