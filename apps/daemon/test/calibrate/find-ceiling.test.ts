import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BISECTIONS, findCeiling } from '../../src/calibrate/find-ceiling.js';

/** A line that carries `capacityBps` and whose delay rises above that. */
function lineOf(capacityBps: number) {
  const tried: number[] = [];
  const test = async (limitBps: number) => {
    tried.push(limitBps);
    const isFull = limitBps === 0 || limitBps > capacityBps;
    return { rateBps: isFull ? capacityBps * 1.1 : limitBps, addedMs: isFull ? 200 : 3 };
  };
  return { test, tried };
}

it('comes close to what any line carries without bloat, from below', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1e6, max: 10e9 }), async (capacityBps) => {
      const { test, tried } = lineOf(capacityBps);
      const foundBps = await findCeiling(test, 10);
      expect(foundBps).toBeLessThanOrEqual(capacityBps);
      expect(foundBps).toBeGreaterThan(capacityBps * (1 - 1.1 / 45));
      expect(tried).toHaveLength(1 + BISECTIONS);
    }),
  );
});

it('takes what a line carries without limit, where nothing swells', async () => {
  expect(await findCeiling(async () => ({ rateBps: 941e6, addedMs: 10 }), 10)).toBe(941e6);
});

it('finds nothing where the delay stays up, lost probes included', async () => {
  const test = async (limitBps: number) => ({
    rateBps: limitBps || 100e6,
    addedMs: Number.POSITIVE_INFINITY,
  });
  expect(await findCeiling(test, 10)).toBeNull();
});

it('ends with the first test that fails', async () => {
  const test = async (limitBps: number) => {
    if (limitBps > 0) throw new Error('iperf3');
    return { rateBps: 100e6, addedMs: 200 };
  };
  await expect(findCeiling(test, 10)).rejects.toThrow('iperf3');
});
