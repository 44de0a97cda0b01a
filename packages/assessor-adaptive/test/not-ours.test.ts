import { describe, expect, it } from 'vitest';
import { giveUp, type Trial } from '../src/not-ours.js';
import { highMoment, LAWS, NOW_MS, polled } from './moments.js';
import { MBIT } from './scenes.js';

const SENSING = {
  reflectors: { a: { baselineMs: 20, sampledAtMs: NOW_MS } },
  noiseMs: 1,
  answers: [],
  newest: null,
  answeredAtMs: NOW_MS,
};

/** Cuts have gone on for this long against 60 ms; this passes now, at a rate of 20 Mbit/s. */
function after(seconds: number, leastMs: number, passedMbps = 20) {
  const trial: Trial = {
    sinceMs: NOW_MS - seconds * 1000,
    delayMs: 60,
    leastMs,
    ratesBps: { download: 35 * MBIT, upload: 20 * MBIT },
  };
  const directions = { download: polled('download', passedMbps, 0), upload: polled('upload', 0.3, 0) };
  return giveUp({ directions, sensing: SENSING, trial }, LAWS, highMoment());
}

describe('a delay that cuts do not lower', () => {
  it('becomes the baseline, and the rates come back', () => {
    const { directions, sensing, trial } = after(5, 55);
    expect(directions.download).toMatchObject({ rateBps: 35 * MBIT, code: 'not-ours', phase: 'track' });
    expect(sensing.reflectors['a']?.baselineMs).toBe(75);
    expect(trial).toBeNull();
  });

  it.each([
    ['before its time', after(4.5, 55)],
    ['when it has yielded', after(5, 30)],
    ['when the line lets less through than we do', after(5, 55, 12)],
  ])('does not %s', (_, { directions, trial }) => {
    expect(directions.download.rateBps).toBe(20 * MBIT);
    expect(trial).not.toBeNull();
  });
});
