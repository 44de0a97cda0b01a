import { expect, it } from 'vitest';
import type { Write } from '../../src/recording.js';
import { cutsOf } from '../../src/score/cuts.js';
import { recording } from '../recording.js';

/** Cuts while the provider's buffer of the download holds a queue from 2 to 3 s. */
function cuts(...writes: Write[]) {
  const rows = recording().rows.map((row) => {
    const bufferedBytes = row.tMs >= 2000 && row.tMs < 3000 ? 20_000 : 0;
    return { ...row, download: { ...row.download, bufferedBytes } };
  });
  return cutsOf(recording({ rows, writes }));
}

const cut = (tMs: number, direction: Write['direction'], bps = 4e6) => ({
  tMs,
  direction,
  fromBps: 8e6,
  bps,
});

it('a cut is right while its direction’s queue stands at the provider, or has a second ago', () => {
  expect(cuts(cut(2500, 'download'), cut(3800, 'download'))).toEqual({ all: 2, wrong: 0, needless: 0 });
});

it('a cut is wrong when only the other’s does, and needless when none does', () => {
  expect(cuts(cut(2500, 'upload'))).toEqual({ all: 1, wrong: 1, needless: 0 });
  expect(cuts(cut(1500, 'download'), cut(4200, 'upload'))).toEqual({ all: 2, wrong: 2, needless: 2 });
});

it('a few packets are no queue', () => {
  const rows = recording().rows.map((row) => ({
    ...row,
    download: { ...row.download, bufferedBytes: 4500 },
  }));
  expect(cutsOf(recording({ rows, writes: [cut(2500, 'download')] })).wrong).toBe(1);
});

it('a raise, a drift, and what happens before the load are no cuts', () => {
  expect(cuts(cut(2500, 'download', 9e6), cut(2500, 'upload', 7.76e6), cut(-100, 'upload')).all).toBe(0);
});

it('the first limit of a direction is a cut', () => {
  expect(cuts({ ...cut(2500, 'download'), fromBps: null }).all).toBe(1);
});
