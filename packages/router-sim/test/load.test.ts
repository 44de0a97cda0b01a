import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { burstDelays, loadFactor } from '../src/load.js';

describe('load', () => {
  it.each([
    [0, 1],
    [60, 1],
    [80, 2],
    [100, 3],
  ])('of %i %% takes %i times as long', (cpuLoad, factor) => {
    expect(loadFactor(cpuLoad)).toBe(factor);
  });
});

describe('a burst', () => {
  it('is served at full speed until its tokens are gone, and again when they are back', async () => {
    const clock = new ManualClock();
    const next = burstDelays(clock, { tokens: 2, tokensPerSecond: 10, clampedMs: 20 });
    expect([next(), next(), next(), next()]).toEqual([0, 0, 20, 20]);
    await clock.advance(100);
    expect([next(), next()]).toEqual([0, 20]);
    await clock.advance(60_000);
    expect([next(), next(), next()]).toEqual([0, 0, 20]);
  });
});
