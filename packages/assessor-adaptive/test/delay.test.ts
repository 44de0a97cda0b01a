import type { PendingProbe, RttSample } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import { type Delay, delayOf } from '../src/delay.js';
import { type Sensing, sense, silentProbes } from '../src/sensing.js';

const THRESHOLD_MS = 10;

function answer(source: string, sentAtMs: number, rttMs: number): RttSample {
  return { kind: 'rtt', source, sequence: sentAtMs, sentAtMs, rttMs };
}

/** Four reflectors of 20 ms that have answered in turn every 50 ms until 1000. */
function calm(): Sensing {
  const nothing: Sensing = { reflectors: {}, noiseMs: 1, answers: [], newest: null, answeredAtMs: null };
  const answers = Array.from({ length: 21 }, (_, at) => answer('abcd'[at % 4] as string, at * 50, 20));
  return sense(nothing, answers, true);
}

function delay(sensing: Sensing, pending: readonly PendingProbe[], nowMs: number): Delay {
  return delayOf(sensing, silentProbes(sensing, { pending, nowMs }), THRESHOLD_MS, nowMs, null);
}

describe('the delay', () => {
  it('rises with the age of probes that nobody answers', () => {
    const pending = [1050, 1100, 1150].map((sentAtMs, at) => ({ source: 'bcd'[at] as string, sentAtMs }));
    const late = delay(calm(), pending, 1190);
    expect(late).toMatchObject({ headMs: 120, medianMs: 70, high: true, highSinceMs: 1190, dead: false });
    expect(late.slope).toBeGreaterThan(1);
    expect(delay(calm(), pending, 1085).high).toBe(false);
  });

  it('does not count a probe that later ones have overtaken: it is lost', () => {
    const pending = [{ source: 'b', sentAtMs: 850 }];
    expect(delay(calm(), pending, 1030)).toMatchObject({ headMs: 0, high: false });
  });

  it('knows that a reflector further away is not overtaken but slower', () => {
    const far = sense(calm(), [answer('far', 700, 200)], true);
    expect(silentProbes(far, { pending: [{ source: 'far', sentAtMs: 850 }], nowMs: 1030 })).toHaveLength(1);
  });

  it('needs two reflectors to be high', () => {
    const one = sense(calm(), [answer('a', 1050, 90), answer('b', 1100, 20), answer('a', 1150, 90)], true);
    expect(delay(one, [], 1250).high).toBe(false);
    const two = sense(one, [answer('c', 1200, 90)], true);
    expect(delay(two, [], 1300).high).toBe(true);
  });

  it('says that a line without any answer for three seconds is dead', () => {
    expect(delay(calm(), [], 4021).dead).toBe(true);
    expect(delay(calm(), [], 4019).dead).toBe(false);
  });
});

describe('a baseline', () => {
  const after = (quiet: boolean, seconds: number) => {
    const answers = Array.from({ length: seconds * 5 }, (_, at) => answer('a', 1200 + at * 200, 60));
    return sense(calm(), answers, quiet).reflectors['a']?.baselineMs ?? 0;
  };

  it('follows a longer path on a quiet line, and hardly on a loaded one', () => {
    expect(after(true, 60)).toBeGreaterThan(55);
    expect(after(false, 60)).toBeLessThan(25);
  });

  it('falls at once', () => {
    expect(sense(calm(), [answer('a', 1200, 10)], false).reflectors['a']?.baselineMs).toBeCloseTo(11);
  });
});
