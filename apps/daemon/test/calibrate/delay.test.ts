import { describe, expect, it } from 'vitest';
import { addedDelayMs, idleRtts } from '../../src/calibrate/delay.js';

const samples = (source: string, rtts: readonly (number | null)[]) =>
  rtts.map((rttMs, sequence) => ({ kind: 'rtt' as const, source, sequence, sentAtMs: 0, rttMs }));

const idle = idleRtts([...samples('near', [5, 4, 6]), ...samples('far', [80, 81, 79])]);

describe('the delay under load', () => {
  it('counts from what each reflector has without load', () => {
    expect(idle).toEqual(
      new Map([
        ['near', 5],
        ['far', 80],
      ]),
    );
    expect(addedDelayMs([...samples('near', [15, 15, 15]), ...samples('far', [90, 90])], idle)).toBe(10);
  });

  it('is endless when most probes are lost', () => {
    expect(addedDelayMs(samples('near', [5, null, null, null, 5]), idle)).toBe(Number.POSITIVE_INFINITY);
    expect(addedDelayMs(samples('near', [5, null, 5, null, 5]), idle)).toBe(0);
  });

  it('is not known from too few probes, or from reflectors that were silent before', () => {
    expect(addedDelayMs(samples('near', [5, 5, 5, 5]), idle)).toBeNull();
    expect(addedDelayMs(samples('other', [5, 5, 5, 5, 5, 5]), idle)).toBeNull();
    expect(addedDelayMs([], idle)).toBeNull();
  });
});

it('leaves out reflectors that lose most probes without load', () => {
  expect(idleRtts(samples('near', [5, null, null]))).toEqual(new Map());
});
