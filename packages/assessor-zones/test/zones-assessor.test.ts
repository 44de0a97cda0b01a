import type { Observation, RttSample } from '@wanctl/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZonesAssessor, type ZonesState } from '../src/index.js';
import { FILE, lineOf, optionsOf } from './wan-file.js';

function zones(intervalMs = 2000): ZonesAssessor {
  return new ZonesAssessor(optionsOf(FILE), lineOf(FILE, intervalMs));
}

function observation(nowMs: number, ...rtt: [source: string, rttMs: number | null][]): Observation {
  return {
    nowMs,
    rtt: rtt.map(
      ([source, rttMs], sequence): RttSample => ({ kind: 'rtt', source, sequence, sentAtMs: nowMs, rttMs }),
    ),
    pending: [],
    counters: { download: [], upload: [] },
    acceptedBps: { download: null, upload: null },
  };
}

/** Feeds the same RTT every tick for a while. */
function run(
  assessor: ZonesAssessor,
  from: ZonesState,
  rttMs: number | null,
  seconds: number,
  intervalMs: number,
) {
  let state = from;
  const startMs = from.tickedAtMs ?? 0;
  for (let elapsedMs = intervalMs; elapsedMs <= seconds * 1000; elapsedMs += intervalMs) {
    state = assessor.assess(state, observation(startMs + elapsedMs, ['a', rttMs])).state;
  }
  return state;
}

describe('the measured RTT', () => {
  const measured = (...rtt: [string, number | null][]) =>
    zones().assess(zones().initial(), observation(2000, ...rtt)).assessment?.delay?.measuredMs ?? null;

  it('is the median of the first three reflectors, of two the mean, of one itself', () => {
    expect(measured(['a', 30], ['b', 10], ['c', 20])).toBe(20);
    expect(measured(['a', 30], ['b', null], ['c', 20])).toBe(25);
    expect(measured(['a', null], ['c', 20])).toBe(20);
  });

  it('takes the newest answer of each reflector and ignores strangers', () => {
    expect(measured(['a', 99], ['a', 21], ['x', 1])).toBe(21);
  });

  it('is nothing when nobody answered, and then nothing moves', () => {
    expect(measured(['a', null])).toBeNull();
    const assessor = zones();
    const before = assessor.initial();
    const { state, assessment } = assessor.assess(before, observation(2000));
    expect(assessment).toBeNull();
    expect(state).toMatchObject({ loadMs: before.loadMs, baselineMs: before.baselineMs });
  });
});

describe('another interval than 2 s', () => {
  it.each([50, 100, 250, 500, 1000])('keeps the meaning of the settings at %i ms', (intervalMs) => {
    const reference = run(zones(), zones().initial(), 220, 8, 2000);
    const assessor = zones(intervalMs);
    const state = run(assessor, assessor.initial(), 220, 8, intervalMs);
    expect(state.loadMs).toBeCloseTo(reference.loadMs, 6);
    // RED begins within a different tick, so the cuts may differ by one cycle's worth, a factor of 0.8.
    const ratio = state.download.rateBps / reference.download.rateBps;
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.25);
  });

  it.each([50, 250, 2000])(
    'confirms GREEN after 10 s and then rises by the step per 2 s at %i ms',
    (intervalMs) => {
      const assessor = zones(intervalMs);
      const low = assessor.restore({ download: { current_rate: 62e6 }, upload: { current_rate: 5e6 } });
      const confirmed = run(assessor, low, 20, 10 - intervalMs / 1000, intervalMs);
      expect(confirmed.download.rateBps).toBe(62e6);
      const later = run(assessor, confirmed, 20, 10, intervalMs);
      expect(later.download.rateBps / (62e6 + 20e6)).toBeCloseTo(1, 2);
    },
  );
});

describe('without any answer', () => {
  it('holds for a minute, then sinks slowly to the green floor and no further', () => {
    const assessor = zones();
    const busy = run(assessor, assessor.initial(), 20, 4, 2000);
    const held = run(assessor, busy, null, 60, 2000);
    expect(held.download.rateBps).toBe(100e6);
    expect(run(assessor, held, null, 10, 2000).download.rateBps).toBe(90e6);
    expect(run(assessor, held, null, 600, 2000).download.rateBps).toBe(60e6);
    expect(run(assessor, held, null, 600, 2000).upload.rateBps).toBe(2e6);
  });

  it('never raises a low rate', () => {
    const assessor = zones();
    const red = run(assessor, assessor.initial(), 500, 40, 2000);
    expect(red.download.rateBps).toBe(10e6);
    expect(run(assessor, red, null, 600, 2000).download.rateBps).toBe(10e6);
  });
});

describe('saved state', () => {
  it('gives rates within the bounds whatever the file says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('download', 'upload', 'ewma'), fc.jsonValue()), (junk) => {
        const assessor = zones();
        const turn = assessor.assess(assessor.restore(junk as never), observation(2000, ['a', 25]));
        expect(turn.state.download.rateBps).toBeGreaterThanOrEqual(10e6);
        expect(turn.state.download.rateBps).toBeLessThanOrEqual(100e6);
        expect(Number.isFinite(turn.state.baselineMs)).toBe(true);
      }),
    );
  });
});
