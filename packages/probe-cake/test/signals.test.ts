import { describe, expect, it } from 'vitest';
import { describeSignals, learnSignals, type Signal } from '../src/signals.js';
import { sample } from './harness.js';

const NONE: ReadonlySet<Signal> = new Set();

describe('learnSignals', () => {
  it('takes in what moved while bytes passed', () => {
    const known = learnSignals(NONE, sample({}), sample({ bytes: 10, packets: 1, queuedBytes: 10 }));
    expect([...known]).toEqual(['bytes', 'packets', 'queuedBytes']);
  });

  it('learns nothing while no bytes pass', () => {
    expect(learnSignals(NONE, sample({ queuedBytes: 10 }), sample({ dropped: 1 }))).toBe(NONE);
  });

  it('takes a value that stands still for no signal, whatever it is', () => {
    const known = learnSignals(NONE, sample({ dropped: 7 }), sample({ bytes: 10, dropped: 7 }));
    expect(known.has('dropped')).toBe(false);
  });

  it('forgets nothing', () => {
    const known = learnSignals(new Set<Signal>(['dropped']), sample({}), sample({ bytes: 10 }));
    expect([...known]).toEqual(['dropped', 'bytes']);
  });
});

describe('describeSignals', () => {
  it.each<[Signal[], string]>([
    [[], 'no traffic seen'],
    [
      ['bytes', 'packets'],
      'usable: bytes, packets; never seen to move: dropped, queued-bytes, queued-packets',
    ],
    [
      ['bytes', 'packets', 'dropped', 'queuedBytes', 'queuedPackets'],
      'usable: bytes, packets, dropped, queued-bytes, queued-packets',
    ],
  ])('says of %j: %s', (known, text) => {
    expect(describeSignals(new Set(known))).toBe(text);
  });
});
