import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { createRequestQueue } from '../src/request-queue.js';
import { signal } from './harness.js';

describe('createRequestQueue', () => {
  it('runs one at a time, urgent work before all that waits', async () => {
    const queue = createRequestQueue(new ManualClock());
    const { fire, fired } = signal();
    const order: string[] = [];
    const note = (name: string) => async () => void order.push(name);
    const done = [
      queue.add(async () => {
        order.push('first');
        await fired;
        order.push('first ends');
      }, 'normal'),
      queue.add(note('read 1'), 'normal'),
      queue.add(note('read 2'), 'normal'),
      queue.add(note('write 1'), 'urgent'),
      queue.add(note('write 2'), 'urgent'),
    ];
    fire();
    await Promise.all(done);
    expect(order).toEqual(['first', 'first ends', 'write 1', 'write 2', 'read 1', 'read 2']);
  });

  it('goes on after a failure, which only its caller sees', async () => {
    const queue = createRequestQueue(new ManualClock());
    const failing = queue.add(() => Promise.reject(new Error('broken')), 'normal');
    const next = queue.add(async () => 'fine', 'normal');
    await expect(failing).rejects.toThrow('broken');
    await expect(next).resolves.toBe('fine');
  });

  it('starts nothing while held', async () => {
    const clock = new ManualClock();
    const queue = createRequestQueue(clock);
    let hasRun = false;
    await queue.add(async () => queue.holdFor(3000), 'normal');
    const work = queue.add(async () => {
      hasRun = true;
    }, 'urgent');
    await clock.advance(2999);
    expect(hasRun).toBe(false);
    await clock.advance(1);
    await work;
    expect(hasRun).toBe(true);
  });

  it('refuses what waits when it closes, and what comes later', async () => {
    const queue = createRequestQueue(new ManualClock());
    queue.holdFor(3000);
    const waiting = queue.add(async () => 'never', 'normal');
    queue.close(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
    await expect(queue.add(async () => 'never', 'urgent')).rejects.toThrow('closed');
  });
});
