import { describe, expect, it } from 'vitest';
import { judgeReal } from '../../src/real/judge.js';
import type { RealSample } from '../../src/real/run.js';

const MINUTE_MS = 60_000;

describe('a run of half an hour', () => {
  it('passes when nothing grows', () => {
    expect(exceeded({})).toEqual([]);
  });

  it('is judged by memory after collections alone', () => {
    expect(exceeded({ rssBytes: (minute) => 90e6 + (minute % 2) * minute * 1e6 })).toEqual([]);
    expect(exceeded({ rssBytes: (minute) => 90e6 + minute * 20e3 })).toEqual(['growth of memory, MB/h']);
  });

  it('lets a warm-up pass', () => {
    expect(exceeded({ rssBytes: (minute) => (minute < 5 ? 60e6 : 90e6) })).toEqual([]);
  });

  it('notices a descriptor that stays open, not one that is open for a moment', () => {
    expect(exceeded({ descriptors: (minute) => (minute === 29 ? 60 : 50) })).toEqual([]);
    expect(exceeded({ descriptors: (minute) => 50 + Math.floor(minute / 10) })).toEqual([
      'more file descriptors',
    ]);
    expect(exceeded({ threads: (minute) => 11 + Math.floor(minute / 10) })).toEqual(['more threads']);
  });

  it('forgives ticks that a busy machine has missed, and no others', () => {
    expect(exceeded({ missedTicks: (minute) => minute })).toEqual(['missed ticks']);
    expect(exceeded({ missedTicks: (minute) => minute, waitedMs: (minute) => minute * 50 })).toEqual([]);
    expect(exceeded({ missedTicks: (minute) => minute, collectingMs: (minute) => minute * 50 })).toEqual([]);
    expect(exceeded({ failedTicks: () => 1 })).toEqual(['failed turns']);
  });

  // Of one WAN in half an hour: 5 MB of history a day are 104 kB, 10 MB of log 208 kB.
  it('holds log and history to what a day may have', () => {
    expect(exceeded({ historyBytes: (minute) => minute * 3600 })).toEqual(['history, MB a day and WAN']);
    expect(exceeded({ logBytes: (minute) => minute * 7200 })).toEqual(['log, MB a day and WAN']);
  });
});

/** What is exceeded in a run whose samples, two a minute, have those figures by minute; garbage is collected before each other. */
function exceeded(figures: { [K in keyof RealSample]?: (minute: number) => number }): string[] {
  const calm = { rssBytes: 90e6, descriptors: 50, threads: 11, cpuMs: 0, waitedMs: 0, saves: 0 };
  const samples = Array.from({ length: 31 }, (_, minute): RealSample => {
    const own = Object.entries(figures).map(([figure, valueAt]) => [figure, valueAt(minute)]);
    return {
      ...{ ...calm, missedTicks: 0, failedTicks: 0, logBytes: 0, historyBytes: 0, collectingMs: 0 },
      ...{ atMs: minute * MINUTE_MS, isCollected: minute % 2 === 0 },
      ...Object.fromEntries(own),
    };
  });
  const findings = judgeReal(samples, 5 * MINUTE_MS, 1, { mbPerHour: 1 });
  return findings.filter(({ holds }) => !holds).map(({ what }) => what);
}
