import type { LineSettings, Observation } from '@wanctl/core';
import { describeWanAssessor } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { ExampleAssessor, ExampleAssessorOptions } from '../src/index.js';

const LINE: LineSettings = {
  wanName: 'wan1',
  intervalMs: 1000,
  baselineRttMs: 20,
  reflectors: ['a', 'b'],
  queues: { download: 'Down', upload: 'Up' },
  bounds: {
    download: { floorBps: 10e6, ceilingBps: 100e6 },
    upload: { floorBps: 15e6, ceilingBps: 20e6 },
  },
};

const law = () => new ExampleAssessor(new ExampleAssessorOptions(), LINE);

/** A tick at which `a` and `b` have answered after these times; null: they have not. */
function observation(nowMs: number, rttsMs: readonly (number | null)[]): Observation {
  return {
    nowMs,
    rtt: rttsMs.map((rttMs, index) => ({
      kind: 'rtt',
      source: LINE.reflectors[index] ?? '',
      sequence: nowMs * 2 + index,
      sentAtMs: nowMs - 500,
      rttMs,
    })),
    pending: [],
    counters: { download: [], upload: [] },
    acceptedBps: { download: null, upload: null },
  };
}

/** Zone and rates in Mbit/s at each tick of a second. */
function run(...ticks: readonly (readonly (number | null)[])[]) {
  const assessor = law();
  let state = assessor.initial();
  return ticks.map((rttsMs, second) => {
    const turn = assessor.assess(state, observation(second * 1000, rttsMs));
    state = turn.state;
    const { download, upload } = turn.assessment ?? {};
    return download && upload && [download.zone, download.rateBps / 1e6, upload.rateBps / 1e6];
  });
}

describe('ExampleAssessor', () => {
  it('gives a share of the ceiling, though no less than the floor, from the first high delay on', () => {
    expect(run([21, 22], [90, 91], [21, 22])).toEqual([
      ['GREEN', 100, 20],
      ['RED', 60, 15],
      ['YELLOW', 60, 15],
    ]);
  });

  it('gives the ceiling again once the delay is long gone', () => {
    const calm = new Array<number[]>(12).fill([21, 22]);
    expect(run([90, 91], ...calm).at(-1)).toEqual(['GREEN', 100, 20]);
  });

  it('believes the quickest reflector, and leaves all as it is when none answers', () => {
    expect(run([500, 25], [null, null])).toEqual([['GREEN', 100, 20], undefined]);
  });
});

describeWanAssessor('ExampleAssessor', () => ({ assessor: law(), line: LINE }), { describe, it, expect });
