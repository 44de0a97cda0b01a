import type { Observation } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import { adaptive, LINE, MBIT } from './scenes.js';

function observation(nowMs: number, downloadBps: number | null): Observation {
  return {
    nowMs,
    rtt: [],
    pending: [],
    counters: { download: [], upload: [] },
    acceptedBps: { download: downloadBps, upload: 20 * MBIT },
  };
}

/** The wanted download rate after each of these observations. */
function wanted(accepted: readonly (readonly [atMs: number, downloadBps: number | null])[], options = {}) {
  const law = adaptive(options);
  let state = law.initial();
  return accepted.map(([atMs, downloadBps]) => {
    const turn = law.assess(state, observation(atMs, downloadBps));
    state = turn.state;
    return turn.assessment?.download.rateBps ?? null;
  });
}

describe('an order', () => {
  it('that the router has not taken within 1.5 s is void: the law goes on from what the router has', () => {
    expect(
      wanted([
        [0, null],
        [5000, null],
        [6000, 7 * MBIT],
        [6600, 7 * MBIT],
      ]),
    ).toEqual([40 * MBIT, 40 * MBIT, 40 * MBIT, 7 * MBIT]);
  });

  it('is the restored rate at first, whatever the router has', () => {
    const law = adaptive();
    const restored = law.restore({ download: { current_rate: 14 * MBIT } });
    const { assessment } = law.assess(restored, observation(5000, 7 * MBIT));
    expect(assessment?.download.rateBps).toBe(14 * MBIT);
  });

  it('is the ceiling where the router has no limit', () => {
    expect(
      wanted([
        [0, null],
        [2000, 0],
      ]),
    ).toEqual([40 * MBIT, 40 * MBIT]);
  });

  it('is none in `monitor` mode until it is known what the router has', () => {
    const options = { download: { mode: 'monitor' } };
    expect(
      wanted(
        [
          [0, null],
          [50, 7 * MBIT],
        ],
        options,
      ),
    ).toEqual([null, 7 * MBIT]);
  });
});

describe('bounds', () => {
  it('that contradict each other or the line are refused in one line', () => {
    expect(() => adaptive({ download: { minimum_mbps: 20, base_mbps: 10 } })).toThrow(
      'WAN test: download of the adaptive law must have floor <= minimum <= base <= maximum <= ceiling; ' +
        'they are 1, 20, 10, 40, 40 Mbit/s',
    );
    expect(() => adaptive({ upload: { maximum_mbps: 21 } })).toThrow('2, 2, 21, 21, 20');
  });

  it('are those of the line unless given', () => {
    expect(adaptive().initial().download.rateBps).toBe(LINE.bounds.download.ceilingBps);
  });
});
