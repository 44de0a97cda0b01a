import { describe, expect, it } from 'vitest';
import { createCommandQueue } from '../src/command-queue.js';
import { signal } from './harness.js';

describe('the queue', () => {
  it('gives a worker one piece at a time, and urgent work goes before all that waits', async () => {
    const queue = createCommandQueue(['only']);
    const order: string[] = [];
    const gate = signal();
    const first = queue.add(() => gate.fired, 'normal');
    const rest = [
      queue.add(async () => void order.push('read'), 'normal'),
      queue.add(async () => void order.push('change 1'), 'urgent'),
      queue.add(async () => void order.push('change 2'), 'urgent'),
    ];
    expect(order).toEqual([]);
    gate.fire();
    await Promise.all([first, ...rest]);
    expect(order).toEqual(['change 1', 'change 2', 'read']);
  });

  it('gives urgent work to the first worker alone, other work to any that is free', async () => {
    const queue = createCommandQueue(['first', 'second']);
    const gate = signal();
    const begun: string[] = [];
    const add = (name: string, priority: 'urgent' | 'normal') => {
      const work = async (worker: string) => {
        begun.push(`${name} by ${worker}`);
        await gate.fired;
      };
      return queue.add(work, priority);
    };
    const changes = [add('change 1', 'urgent'), add('change 2', 'urgent')];
    expect(begun).toEqual(['change 1 by first']);
    const reads = [add('read 1', 'normal'), add('read 2', 'normal')];
    expect(begun).toEqual(['change 1 by first', 'read 1 by second']);
    gate.fire();
    await Promise.all([...changes, ...reads]);
    expect(begun).toContain('change 2 by first');
    expect(begun).toHaveLength(4);
  });

  it('goes on after work that failed', async () => {
    const queue = createCommandQueue(['only']);
    await expect(queue.add(() => Promise.reject(new Error('broken')), 'normal')).rejects.toThrow('broken');
    await expect(queue.add(async () => 'fine', 'normal')).resolves.toBe('fine');
  });

  it('rejects what waits and what comes when it is closed', async () => {
    const queue = createCommandQueue(['only']);
    const gate = signal();
    const running = queue.add(() => gate.fired, 'normal');
    const waiting = queue.add(async () => 'never', 'urgent');
    queue.close(new Error('closed'));
    await expect(waiting).rejects.toThrow('closed');
    await expect(queue.add(async () => 'never', 'normal')).rejects.toThrow('closed');
    gate.fire();
    await running;
  });
});
