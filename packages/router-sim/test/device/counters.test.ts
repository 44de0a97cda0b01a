import { describe, expect, it } from 'vitest';
import { count, zeroCounters } from '../../src/device/counters.js';

describe('counters', () => {
  it('add up what passes and smooth the rate over a second', () => {
    const counters = zeroCounters();
    for (let step = 0; step < 100; step += 1) count(counters, 111_200, 5560, 10, 1000);
    expect(counters).toMatchObject({ bytes: 11_120_000, queuedBytes: 5560, queuedPackets: 5 });
    expect(counters.packets).toBeCloseTo(10_000, 6);
    expect(counters.rateBps / 88_960_000).toBeCloseTo(1 - 1 / Math.E, 6);
    expect(counters.packetRate).toBeCloseTo(counters.rateBps / 8896, 6);
  });
});
