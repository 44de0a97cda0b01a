import { describe, expect, it } from 'vitest';
import type { Recording, Write } from '../../src/recording.js';
import { delaysOf } from '../../src/score/delays.js';
import { fallsOf } from '../../src/score/falls.js';
import { recording } from '../recording.js';

/** A download that falls from 8 to 3 Mbit/s after 2 s, met by these writes. */
function falls(writes: readonly Partial<Write>[], limitBps = 8e6) {
  const rows = recording().rows.map((row) => {
    const capacityBps = row.tMs >= 2000 ? 3e6 : 8e6;
    return { ...row, download: { ...row.download, capacityBps, limitBps } };
  });
  const some: Recording = recording({
    rows,
    writes: writes.map((write) => ({ tMs: 0, direction: 'download', fromBps: 8e6, bps: 8e6, ...write })),
  });
  return fallsOf(some, delaysOf(some));
}

describe('a fall of the capacity', () => {
  it('is met by a first cut, by a limit below the capacity, and costs a peak within 5 s', () => {
    const writes = [
      { tMs: 1900, bps: 1e6 },
      { tMs: 2100, direction: 'upload' as const, bps: 1e6 },
      { tMs: 2200, bps: 7e6 },
      { tMs: 2450, bps: 2.9e6 },
    ];
    expect(falls(writes)).toEqual({ firstCutMs: 200, belowMs: 450, peakMs: 69 });
  });

  it('counts as 5 s when nothing happens', () => {
    expect(falls([])).toMatchObject({ firstCutMs: 5000, belowMs: 5000 });
  });

  it('does not concern a limit that was below already', () => {
    expect(falls([], 2e6)).toEqual({ firstCutMs: null, belowMs: null, peakMs: null });
  });
});
