import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterProbe, NO_FIGURES, scoreOf } from '../../src/reflectors/figures.js';

const rtt = fc.double({ min: 0, max: 10_000, noNaN: true });
const rtts = fc.array(fc.option(rtt), { minLength: 1, maxLength: 200 });

/** The figures after these, sent every `stepMs`. */
function after(outcomes: readonly (number | null)[], stepMs = 200) {
  return outcomes.reduce(
    (figures, rttMs, index) => afterProbe(figures, { sentAtMs: index * stepMs, rttMs }),
    NO_FIGURES,
  );
}

describe('figures of a reflector', () => {
  it('stay within their ranges, whatever comes', () => {
    fc.assert(
      fc.property(rtts, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (outcomes, stepMs) => {
        const figures = after(outcomes, stepMs);
        const answers = outcomes.filter((rttMs) => rttMs !== null);
        expect(figures.probes).toBe(outcomes.length);
        expect(figures.loss).toBeGreaterThanOrEqual(0);
        expect(figures.loss).toBeLessThan(1);
        expect(scoreOf(figures)).toBeGreaterThan(0);
        expect(scoreOf(figures)).toBeLessThanOrEqual(1);
        expect(figures.jitterMs).toBeLessThanOrEqual(10_000);
        if (answers.length === 0) expect(figures.baselineMs).toBeNull();
        else {
          expect(figures.baselineMs).toBeGreaterThanOrEqual(Math.min(...answers) - 1e-9);
          expect(figures.baselineMs).toBeLessThanOrEqual(Math.max(...answers) + 1e-9);
        }
      }),
    );
  });

  it('of a steady one are its RTT, no jitter, no loss and the full score', () => {
    fc.assert(
      fc.property(rtt, fc.integer({ min: 1, max: 100 }), (rttMs, probes) => {
        const figures = after(Array(probes).fill(rttMs));
        expect(figures).toMatchObject({ baselineMs: rttMs, jitterMs: 0, loss: 0 });
        expect(scoreOf(figures)).toBe(1);
      }),
    );
  });

  it('follow a lower RTT at once and a higher one over ten minutes', () => {
    expect(after([20, 10]).baselineMs).toBeCloseTo(11);
    const risen = after([10, ...Array(3000).fill(20)]).baselineMs;
    expect(risen).toBeCloseTo(20 - 10 * Math.exp(-1), 1);
    expect(after([10, ...Array(50).fill(200)]).baselineMs).toBeLessThan(14);
  });

  it('have half the score at 50 ms of jitter', () => {
    expect(scoreOf({ ...NO_FIGURES, jitterMs: 50 })).toBe(0.5);
    expect(scoreOf({ ...NO_FIGURES, jitterMs: 50, loss: 0.5 })).toBe(0.25);
    expect(after(Array.from({ length: 400 }, (_, index) => (index % 2) * 50)).jitterMs).toBeCloseTo(50);
  });

  it('forget a loss after some 32 answers', () => {
    const lossy = after(Array(100).fill(null));
    expect(lossy.loss).toBeGreaterThan(0.95);
    const later = Array.from({ length: 32 }).reduce<typeof lossy>(
      (figures) => afterProbe(figures, { sentAtMs: 0, rttMs: 1 }),
      lossy,
    );
    expect(later.loss).toBeCloseTo(lossy.loss / Math.E, 1);
  });
});
