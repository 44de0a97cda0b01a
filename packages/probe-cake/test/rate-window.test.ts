import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { meanRateBps, type RateWindow, slideWindow } from '../src/index.js';

const slide = (window: RateWindow, fromMs: number, toMs: number, rateBps: number) =>
  slideWindow(window, { fromMs, toMs, rateBps }, 1000);

describe('the rate window', () => {
  it('is unknown while empty', () => {
    expect(meanRateBps([], 1000)).toBeNull();
  });

  it('weighs each span by its time within the window', () => {
    // 200 ms of the first span are left, then 600 ms and 200 ms.
    const window = slide(slide(slide([], 0, 500, 10), 500, 1100, 20), 1100, 1300, 60);
    expect(meanRateBps(window, 1000)).toBeCloseTo(0.2 * 10 + 0.6 * 20 + 0.2 * 60);
  });

  it('is the newest rate alone when that span is longer', () => {
    expect(meanRateBps(slide(slide([], 0, 500, 10), 500, 5500, 7), 1000)).toBe(7);
  });

  it('gives time without a span no weight', () => {
    expect(meanRateBps(slide(slide([], 0, 200, 10), 600, 800, 30), 1000)).toBe(20);
  });

  it('never leaves the range of its rates, and stays small', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 50, max: 3000 }), fc.integer({ min: 0, max: 1e9 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(steps, (given) => {
        let window: RateWindow = [];
        let nowMs = 0;
        for (const [stepMs, rateBps] of given) {
          window = slide(window, nowMs, nowMs + stepMs, rateBps);
          nowMs += stepMs;
        }
        const rates = window.map(({ rateBps }) => rateBps);
        const mean = meanRateBps(window, 1000) ?? Number.NaN;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...rates) - 1e-3);
        expect(mean).toBeLessThanOrEqual(Math.max(...rates) + 1e-3);
        expect(window.length).toBeLessThanOrEqual(21);
      }),
    );
  });
});
