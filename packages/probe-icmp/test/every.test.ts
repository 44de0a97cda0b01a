import type { Clock } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { every } from '../src/every.js';

describe('every', () => {
  it('keeps the pace without drift until cancelled', async () => {
    const clock = new ManualClock();
    const at: number[] = [];
    const cancel = every(clock, 30, 100, () => at.push(clock.now()));
    await clock.advance(350);
    cancel();
    await clock.advance(500);
    expect(at).toEqual([30, 130, 230, 330]);
  });

  it('skips what a stall has missed and stays in phase', async () => {
    const clock = new ManualClock();
    const at: number[] = [];
    let stallMs = 0;
    const busy: Clock = {
      now: () => clock.now(),
      wall: () => clock.wall(),
      schedule: (callback, delayMs) => clock.schedule(callback, delayMs + stallMs),
    };
    every(busy, 0, 100, () => at.push(clock.now()));
    await clock.advance(50);
    stallMs = 270;
    await clock.advance(100);
    stallMs = 0;
    await clock.advance(500);
    expect(at).toEqual([0, 100, 470, 500, 600]);
  });
});
