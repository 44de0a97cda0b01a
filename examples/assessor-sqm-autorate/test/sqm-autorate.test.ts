import type { LineSettings, Observation, RttSample } from '@wanctl/core';
import { describeWanAssessor } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { SqmAutorate, SqmAutorateOptions } from '../src/index.js';
import type { SqmAutorateState } from '../src/sqm-autorate.js';

const BOUNDS = { floorBps: 1e6, ceilingBps: 40e6 };
const LINE: LineSettings = {
  wanName: 'wan1',
  intervalMs: 500,
  baselineRttMs: 20,
  reflectors: ['a', 'b', 'c', 'd'],
  queues: { download: 'Down', upload: 'Up' },
  bounds: { download: BOUNDS, upload: BOUNDS },
};
const law = () => new SqmAutorate(new SqmAutorateOptions(), LINE);

/** Rates after turns of 0.5 s in Mbit/s, while `achievedMbps` passes; the reflectors' RTTs in ms per turn. */
function ratesAfter(turns: readonly (readonly number[])[], achievedMbps: number): number[] {
  return statesAfter(turns, achievedMbps, () => ({})).map(({ download }) => download.rateBps / 1e6);
}

/** The states after them; `waysOf` a round trip may be told apart. */
function statesAfter(
  turns: readonly (readonly number[])[],
  achievedMbps: number,
  waysOf: (rttMs: number) => Pick<RttSample, 'oneWayMs'>,
): SqmAutorateState[] {
  const assessor = law();
  let state = assessor.initial();
  return turns.map((rttsMs, turn) => {
    const nowMs = 1000 + turn * 500;
    const counter = {
      ...{ kind: 'counters' as const, source: 'q', sequence: turn, atMs: nowMs, packets: 0, dropped: 0 },
      ...{ bytes: (achievedMbps * 1e6 * nowMs) / 8000, queuedBytes: 0, queuedPackets: 0 },
    };
    const observation: Observation = {
      nowMs,
      rtt: rttsMs.map((rttMs, at) => ({
        ...{ kind: 'rtt', source: LINE.reflectors[at] ?? '', sequence: turn * 10 + at },
        ...{ sentAtMs: nowMs - rttMs, rttMs, ...waysOf(rttMs) },
      })),
      pending: [],
      counters: { download: [counter], upload: [counter] },
      acceptedBps: { download: null, upload: null },
    };
    state = assessor.assess(state, observation).state;
    return state;
  });
}

const times = (count: number, rttsMs: readonly number[]) => new Array<readonly number[]>(count).fill(rttsMs);

describe('SqmAutorate', () => {
  it('starts at 0.6 of the base and holds without load', () => {
    expect(ratesAfter(times(10, [20, 20, 20]), 1)).toEqual(new Array(10).fill(14.4));
  });

  it('raises under high load, faster below the best rate that was good', () => {
    const rates = ratesAfter(times(2, [20, 20, 20]), 14);
    expect(rates[1]).toBeCloseTo(14.4 * (1 + 0.1 * (1 - 14.4 / 22.8)) + 0.03 * 24, 4);
  });

  it('falls to nine tenths of what was achieved when the third best reflector is late', () => {
    const rates = ratesAfter([...times(3, [20, 20, 20]), [90, 90, 90]], 10);
    expect(rates.at(-1)).toBeCloseTo(9, 4);
  });

  it('leaves one late reflector of four alone', () => {
    expect(ratesAfter([...times(3, [20, 20, 20, 20]), [90, 20, 20, 20]], 10).at(-1)).toBe(14.4);
  });

  it('spares the direction that is not late, where the ways are told apart', () => {
    const turns = [...times(3, [20, 20, 20]), [90, 90, 90]];
    // The reflector's clock is 400 ms behind; what is over 10 ms each way is the upload's.
    const waysOf = (rttMs: number) => ({ oneWayMs: { download: 410, upload: rttMs - 410 } });
    const last = statesAfter(turns, 10, waysOf).at(-1);
    expect(last?.upload.rateBps).toBeCloseTo(9e6, 4);
    expect(last?.download.rateBps).toBe(14.4e6);
  });

  it('goes to a fifth of the base when nobody answers', () => {
    expect(ratesAfter([...times(3, [20]), ...times(3, [])], 10).at(-1)).toBe(4.8);
  });
});

describeWanAssessor('SqmAutorate', () => ({ assessor: law(), line: LINE }), { describe, it, expect });
