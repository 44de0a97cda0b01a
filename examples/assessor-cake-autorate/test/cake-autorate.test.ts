import type { LineSettings, Observation } from '@wanctl/core';
import { describeWanAssessor } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { CakeAutorate, CakeAutorateOptions } from '../src/index.js';

const BOUNDS = { floorBps: 1e6, ceilingBps: 40e6 };
const LINE: LineSettings = {
  wanName: 'wan1',
  intervalMs: 50,
  baselineRttMs: 20,
  reflectors: ['a', 'b'],
  queues: { download: 'Down', upload: 'Up' },
  bounds: { download: BOUNDS, upload: BOUNDS },
};
const law = () => new CakeAutorate(new CakeAutorateOptions(), LINE);

/** Rates after answers every 50 ms, in Mbit/s; `achievedMbps` passes in both directions. */
function ratesAfter(rttsMs: readonly number[], achievedMbps: number): number[] {
  const assessor = law();
  let state = assessor.initial();
  return rttsMs.map((rttMs, turn) => {
    const nowMs = 1000 + turn * 50;
    const counter = {
      ...{ kind: 'counters' as const, source: 'q', sequence: turn, atMs: nowMs, packets: 0, dropped: 0 },
      ...{ bytes: (achievedMbps * 1e6 * nowMs) / 8000, queuedBytes: 0, queuedPackets: 0 },
    };
    const observation: Observation = {
      nowMs,
      rtt: [{ kind: 'rtt', source: 'a', sequence: turn, sentAtMs: nowMs - rttMs, rttMs }],
      pending: [],
      counters: { download: [counter], upload: [counter] },
      acceptedBps: { download: null, upload: null },
    };
    state = assessor.assess(state, observation).state;
    return state.download.rateBps / 1e6;
  });
}

const times = (count: number, rttMs: number) => new Array<number>(count).fill(rttMs);

describe('CakeAutorate', () => {
  it('starts at its base and stays there without load', () => {
    expect(ratesAfter(times(100, 20), 0).at(-1)).toBe(10);
  });

  it('has another base for the upload', () => {
    const { download, upload } = law().initial();
    expect({ download: download.rateBps, upload: upload.rateBps }).toEqual({
      download: 10e6,
      upload: 22.8e6,
    });
  });

  it('raises by 4 % per 200 ms under high load while the delay is low', () => {
    const rates = ratesAfter([...times(60, 20)], 30);
    expect(rates.at(-1)).toBeCloseTo(10 * 1.04 ** 14, 1);
  });

  it('cuts by a quarter at the third late answer, and again only after 300 ms', () => {
    const rates = ratesAfter([...times(10, 20), ...times(16, 420)], 0);
    const cuts = rates.flatMap((rate, turn) => ((rates[turn - 1] ?? rate) / rate > 1.2 ? [turn] : []));
    expect(cuts).toEqual([12, 19]);
    expect(rates[12]).toBeCloseTo(7.5, 5);
  });

  it('goes back to its base by 1 % a second without load', () => {
    const rates = ratesAfter([...times(10, 20), ...times(3, 420), ...times(100, 20)], 0);
    expect(rates.at(-1)).toBeGreaterThan(7.5 * 1.01 ** 3);
    expect(rates.at(-1)).toBeLessThan(7.5 * 1.01 ** 6);
  });
});

describeWanAssessor('CakeAutorate', () => ({ assessor: law(), line: LINE }), { describe, it, expect });
