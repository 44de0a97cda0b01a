import { expect, it } from 'vitest';
import { judgeCompressed } from '../../src/compressed/judge.js';
import type { CompressedSample } from '../../src/compressed/run.js';

const HOURS = 24;

it('passes when nothing grows after the warm-up', () => {
  expect(exceeded({ heapBytes: (hours) => (hours < 4 ? 10e6 : 20e6) })).toEqual([]);
});

it('notices a heap that grows', () => {
  expect(exceeded({ heapBytes: (hours) => 20e6 + hours * 60e3 })).toEqual(['growth of the heap, kB/h']);
});

it('holds the router to 5400 writes an hour and WAN', () => {
  expect(exceeded({ writes: (hours) => hours * 2 * 5400 })).toEqual([]);
  expect(exceeded({ writes: (hours) => hours * 2 * 5400 + 1 })).toEqual(['writes to the router']);
});

it('holds the disk to a save each 5 s and for each limit', () => {
  expect(exceeded({ saves: (hours) => hours * 1500, writes: (hours) => hours * 60 })).toEqual([]);
  expect(exceeded({ saves: (hours) => hours * 1500, writes: (hours) => hours * 59 })).toEqual(['saves']);
});

/** What is exceeded in a day with those figures by hour. */
function exceeded(figures: { [K in keyof CompressedSample]?: (hours: number) => number }): string[] {
  const samples = Array.from({ length: HOURS }, (_, index): CompressedSample => {
    const own = Object.entries(figures).map(([figure, valueAt]) => [figure, valueAt(index + 1)]);
    return {
      ...{ hours: index + 1, heapBytes: 20e6, writes: 0, saves: 0 },
      ...{ missedTicks: 0, failedTicks: 0, logBytes: 0, historyBytes: 0 },
      ...Object.fromEntries(own),
    };
  });
  const findings = judgeCompressed(samples, HOURS / 6, { kbPerHour: 50 });
  return findings.filter(({ holds }) => !holds).map(({ what }) => what);
}
