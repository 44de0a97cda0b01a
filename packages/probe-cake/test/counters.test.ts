import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differenceBetween, rateBetween } from '../src/index.js';
import { sample } from './harness.js';

const CIRCLE = 2 ** 32;
const count = (max: number) => fc.integer({ min: 0, max });

describe('differenceBetween', () => {
  it('gives what was added to growing counters', () => {
    fc.assert(
      fc.property(
        count(2 ** 50),
        count(2 ** 40),
        count(2 ** 40),
        count(2 ** 40),
        (base, bytes, packets, dropped) => {
          const before = sample({ bytes: base, packets: base, dropped: base });
          const after = sample({
            atMs: 1,
            bytes: base + bytes,
            packets: base + packets,
            dropped: base + dropped,
          });
          expect(differenceBetween(before, after)).toMatchObject({ elapsedMs: 1, bytes, packets, dropped });
        },
      ),
    );
  });

  it('says nothing across a reset, however large the counters were', () => {
    // Counts about 2^32 are where a reset most looks like a wrap.
    const packets = fc.oneof(
      fc.integer({ min: 100, max: 2 ** 40 }),
      fc.integer({ min: CIRCLE - 99, max: CIRCLE }),
    );
    const size = fc.integer({ min: 40, max: 1500 });
    fc.assert(
      fc.property(packets, size, count(99), (total, bytesEach, fresh) => {
        const before = sample({ bytes: total * bytesEach, packets: total });
        const after = sample({ atMs: 500, bytes: fresh * bytesEach, packets: fresh });
        expect(differenceBetween(before, after)).toBeNull();
      }),
    );
  });

  it('says nothing when only the drops start anew', () => {
    expect(differenceBetween(sample({ dropped: 5 }), sample({ atMs: 1, bytes: 9 }))).toBeNull();
  });

  it('goes on across the wrap of a 32-bit byte counter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: CIRCLE / 2 - 1 }),
        fc.integer({ min: 1, max: 1e6 }),
        (bytes, packets) => {
          const from = CIRCLE - 1 - Math.floor(bytes / 2);
          const before = sample({ bytes: from });
          const after = sample({ atMs: 1, bytes: (from + bytes) % CIRCLE, packets });
          expect(differenceBetween(before, after)?.bytes).toBe(bytes);
        },
      ),
    );
  });

  it.each([
    ['above 32 bits', CIRCLE + 10, 5, 100],
    ['more than half the circle', CIRCLE / 4, 5, 100],
    ['without a packet', CIRCLE - 10, 5, 0],
  ])('does not believe in a wrap %s', (_, from, to, packets) => {
    const after = sample({ atMs: 1, bytes: to, packets });
    expect(differenceBetween(sample({ bytes: from }), after)).toBeNull();
  });
});

describe('rateBetween', () => {
  it('is bits per second', () => {
    expect(rateBetween(sample({ atMs: 100 }), sample({ atMs: 600, bytes: 62_500 }))).toBe(1e6);
  });

  it('is unknown when no time went by', () => {
    expect(rateBetween(sample({ atMs: 100 }), sample({ atMs: 100, bytes: 1 }))).toBeNull();
  });
});
