import { describe, expect, it } from 'vitest';
import { cut } from '../src/cut.js';
import { highMoment, LAWS, polled } from './moments.js';
import { MBIT } from './scenes.js';

describe('a cut', () => {
  const cutTo = (capacityMbps: number, delayMs: number, more = {}) =>
    cut(
      polled('download', 20, 0, { restedS: 1, plateauS: 1, ...more }),
      { capacityBps: capacityMbps * MBIT, delayMs },
      LAWS.download,
      highMoment(),
    );

  it('is the deeper the more there is to drain, to a fifth of the capacity', () => {
    expect(cutTo(10, 30).rateBps / MBIT).toBeCloseTo(10 * (0.95 - 0.3));
    expect(cutTo(10, 300).rateBps / MBIT).toBeCloseTo(2);
  });

  it('makes the line steadier where capacity is met again after a full rest, and unsteady where it has moved', () => {
    expect(cutTo(19.5, 20).plateauS).toBeCloseTo(1.7);
    expect(cutTo(19.5, 20, { restedS: 0.5 }).plateauS).toBe(1);
    expect(cutTo(19.5, 20, { plateauS: 4, restedS: 5 }).plateauS).toBe(4);
    expect(cutTo(10, 20).plateauS).toBe(0.3);
  });
});
