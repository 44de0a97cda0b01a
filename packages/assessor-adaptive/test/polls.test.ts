import type { CounterSample } from '@wanctl/core';
import { describe, expect, it } from 'vitest';
import { NEW_METER, newestPoll, peak, readCounters } from '../src/polls.js';

function read(atMs: number, bytes: number, queuedBytes = 0): CounterSample {
  const rest = {
    kind: 'counters',
    source: 'q',
    sequence: atMs,
    packets: 0,
    dropped: 0,
    queuedPackets: 0,
  } as const;
  return { ...rest, atMs, bytes, queuedBytes };
}

describe('readCounters', () => {
  it('makes a rate of two reads', () => {
    const { polls } = readCounters(NEW_METER, [read(0, 1000), read(100, 126_000, 4000)]);
    expect(polls).toEqual([{ fromMs: 0, toMs: 100, rateBps: 10_000_000, queuedBytes: 4000 }]);
  });

  it('leaves out the pair in which the counters started anew, and goes on', () => {
    const { polls } = readCounters(NEW_METER, [read(0, 1e9), read(100, 50), read(200, 12_550)]);
    expect(polls.map(({ rateBps }) => rateBps)).toEqual([1_000_000]);
  });

  it('takes no rate of reads that are too close', () => {
    const { polls } = readCounters(NEW_METER, [read(0, 0), read(5, 90_000), read(100, 125_000)]);
    expect(polls).toHaveLength(1);
    expect(polls[0]?.rateBps).toBe(10_000_000);
  });
});

describe('the load', () => {
  const meter = readCounters(NEW_METER, [read(0, 0), read(100, 125_000, 9000), read(200, 125_000)]);

  it('is unknown once no poll has come for two seconds', () => {
    expect(newestPoll(meter, 2200)?.toMs).toBe(200);
    expect(newestPoll(meter, 2201)).toBeNull();
    expect(newestPoll(NEW_METER, 0)).toBeNull();
  });

  it('has its peak within the window', () => {
    expect(peak(meter, 'rateBps', 300, 500)).toBe(10_000_000);
    expect(peak(meter, 'queuedBytes', 300, 150)).toBe(0);
  });
});
