import { describe, expect, it } from 'vitest';
import { LATENCY_PRESETS, serviceTimes } from '../src/latency.js';
import { seededRandom } from '../src/random.js';

function draw(preset: keyof typeof LATENCY_PRESETS, seed = 7): number[] {
  const next = serviceTimes(preset, seededRandom(seed));
  return Array.from({ length: 20_000 }, next);
}

describe.each(['chr', 'rb5009', 'mips'] as const)('latency of %s', (preset) => {
  const figures = LATENCY_PRESETS[preset];
  const sorted = draw(preset).sort((a, b) => a - b);

  it.each([
    ['p50', 0.5],
    ['p95', 0.95],
    ['p99', 0.99],
  ] as const)('has its %s', (name, share) => {
    const value = sorted[Math.floor(share * sorted.length)] ?? 0;
    expect(Math.abs(value / figures[name] - 1)).toBeLessThan(0.05);
  });

  it('stays within its bounds', () => {
    expect(sorted[0]).toBeGreaterThanOrEqual(figures.min);
    expect(sorted.at(-1)).toBeLessThanOrEqual(figures.max);
  });
});

describe('service times', () => {
  it('depend on the seed alone', () => {
    expect(draw('chr', 1)).toEqual(draw('chr', 1));
    expect(draw('chr', 1)).not.toEqual(draw('chr', 2));
  });

  it('are none at all, or what a function says', () => {
    expect(serviceTimes('none', seededRandom(1))()).toBe(0);
    expect(serviceTimes(() => 12, seededRandom(1))()).toBe(12);
  });
});
