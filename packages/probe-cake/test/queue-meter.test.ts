import { describe, expect, it } from 'vitest';
import { figuresOf, meterGap, meterRead, NEW_METER, type QueueMeter } from '../src/index.js';
import { sample } from './harness.js';

/** Reads 500 ms apart of a queue limited to 1 Mbit/s, with the bytes as given. */
function meterOf(...bytes: number[]): QueueMeter {
  return bytes.reduce(
    (meter, count, index) =>
      meterRead(meter, { sample: sample({ atMs: index * 500, bytes: count }), limitBps: 1e6 }),
    NEW_METER,
  );
}

describe('the queue meter', () => {
  it('shows nothing before the first read, and no rate after it', () => {
    expect(figuresOf(NEW_METER)).toBeNull();
    expect(figuresOf(meterOf(1000))).toMatchObject({ atMs: 0, rateBps: null, load: null, limitBps: 1e6 });
  });

  it('shows the mean rate of the last second, and its share of the limit', () => {
    // 0.8 Mbit/s, then 0.4 and 0.2: the first is a second ago.
    expect(figuresOf(meterOf(0, 50_000, 75_000, 87_500))).toMatchObject({ rateBps: 3e5, load: 0.3 });
  });

  it('shows no load without a limit', () => {
    const unlimited = { sample: sample({ atMs: 500, bytes: 1000 }), limitBps: null };
    expect(figuresOf(meterRead(meterOf(0), unlimited))).toMatchObject({ rateBps: 16_000, load: null });
  });

  it('starts its rate anew when the counters do', () => {
    const reset = meterOf(0, 50_000, 100);
    expect(figuresOf(reset)?.rateBps).toBeNull();
    const next = { sample: sample({ atMs: 1500, bytes: 12_600 }), limitBps: 1e6 };
    expect(figuresOf(meterRead(reset, next))?.rateBps).toBe(2e5);
  });

  it('compares no reads across a gap, and keeps what it has learned', () => {
    const gap = meterGap(meterOf(0, 50_000));
    expect(figuresOf(gap)).toBeNull();
    const next = { sample: sample({ atMs: 9000, bytes: 60_000 }), limitBps: 1e6 };
    expect(figuresOf(meterRead(gap, next))?.rateBps).toBeNull();
    expect(gap).toMatchObject({ moving: new Set(['bytes']), watchedMs: 500 });
  });

  it('shows backlog and drops only once they have moved', () => {
    const idle = meterOf(0, 1000);
    expect(figuresOf(idle)).toMatchObject({ queuedBytes: null, queuedPackets: null, dropped: null });
    const loaded = sample({ atMs: 1000, bytes: 2000, dropped: 3, queuedBytes: 3028, queuedPackets: 2 });
    const busy = meterRead(idle, { sample: loaded, limitBps: 1e6 });
    expect(figuresOf(busy)).toMatchObject({ queuedBytes: 3028, queuedPackets: 2, dropped: 3 });
    const after = sample({ atMs: 1500, bytes: 2000, dropped: 3 });
    const drained = meterRead(busy, { sample: after, limitBps: 1e6 });
    expect(figuresOf(drained)).toMatchObject({ queuedBytes: 0, queuedPackets: 0, dropped: 0 });
  });
});
