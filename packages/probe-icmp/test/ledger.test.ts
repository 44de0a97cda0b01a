import { type Sample, Telemetry } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import type { ProbeEvent } from '../src/engine.js';
import { Ledger } from '../src/ledger.js';

const TIMEOUT_MS = 1000;

function setUp() {
  const clock = new ManualClock();
  const telemetry = new Telemetry();
  const samples: Sample[] = [];
  const ledger = new Ledger(clock, telemetry, TIMEOUT_MS, (sample) => samples.push(sample));
  const note = (kind: ProbeEvent['kind'], sequence: number, sentAtMs = clock.now(), rttMs = 0, host = 'a') =>
    ledger.note({ kind, host, sequence, sentAtMs, rttMs });
  return { clock, telemetry, samples, ledger, note };
}

describe('Ledger', () => {
  it('makes a sample of an answer', async () => {
    const { clock, samples, ledger, note } = setUp();
    await clock.advance(5);
    note('sent', 0);
    await clock.advance(30);
    note('answered', 0, 5, 29.5);
    expect(samples).toEqual([{ kind: 'rtt', source: 'a', sequence: 0, sentAtMs: 5, rttMs: 29.5 }]);
    expect(ledger.answeredAtMs('a')).toBe(35);
  });

  it('makes a lost one after the timeout and counts the answer that comes later', async () => {
    const { clock, telemetry, samples, ledger, note } = setUp();
    note('sent', 0);
    await clock.advance(TIMEOUT_MS - 1);
    expect(samples).toEqual([]);
    await clock.advance(1);
    expect(samples).toEqual([{ kind: 'rtt', source: 'a', sequence: 0, sentAtMs: 0, rttMs: null }]);
    note('answered', 0, 0, 1200);
    expect(samples).toHaveLength(1);
    expect(telemetry.snapshot().counters).toEqual({ 'probe-icmp.late': 1 });
    expect(ledger.answeredAtMs('a')).toBeUndefined();
  });

  it('takes an answer that was waiting while the process could not read it', async () => {
    const { clock, samples, note } = setUp();
    note('sent', 0);
    // After a stall timers run first, then sockets and pipes are read, then timers run again.
    clock.schedule(() => note('answered', 0, 0, 20), TIMEOUT_MS);
    await clock.advance(TIMEOUT_MS);
    expect(samples).toMatchObject([{ rttMs: 20 }]);
  });

  it('takes an answer beyond the timeout for loss even when it is read in time', () => {
    const { samples, note } = setUp();
    note('sent', 0, -1500);
    note('answered', 0, -1500, 1400);
    expect(samples).toMatchObject([{ rttMs: null }]);
  });

  it('counts a second answer and an impossible one, and makes no sample of them', async () => {
    const { clock, telemetry, samples, note } = setUp();
    note('sent', 0);
    note('answered', 0, 0, 1);
    note('answered', 0, 0, 2);
    note('sent', 1);
    note('rejected', 1);
    await clock.advance(2 * TIMEOUT_MS);
    expect(samples).toHaveLength(1);
    expect(telemetry.snapshot().counters).toEqual({ 'probe-icmp.late': 1, 'probe-icmp.rejected': 1 });
  });

  it('numbers samples over all hosts', async () => {
    const { clock, samples, note } = setUp();
    note('sent', 0, 0, 0, 'a');
    note('sent', 0, 0, 0, 'b');
    note('answered', 0, 0, 3, 'b');
    await clock.advance(TIMEOUT_MS);
    expect(samples.map(({ source, sequence }) => [source, sequence])).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
  });

  it('tells what is under way, oldest first, and forgets it when cleared', async () => {
    const { clock, samples, ledger, note } = setUp();
    await clock.advance(50);
    note('sent', 0, 40, 0, 'a');
    note('sent', 0, 30, 0, 'b');
    note('sent', 1, 50, 0, 'b');
    note('answered', 1, 50, 1, 'b');
    expect(ledger.pending()).toEqual([
      { source: 'b', sentAtMs: 30 },
      { source: 'a', sentAtMs: 40 },
    ]);
    ledger.clear();
    await clock.advance(TIMEOUT_MS);
    expect(ledger.pending()).toEqual([]);
    expect(samples).toHaveLength(1);
  });
});
