import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/kernel/line.js';
import type { Scenario } from '../../src/plan/scenario.js';
import { followSeries } from '../../src/run/follow-series.js';
import { scenario } from '../recording.js';

const SERIES = { download: [8, 8, 2], upload: [1, 1, 1], addedRttMs: [0, 10, 10] };

/** Notes what a line is told. */
function follow(more: Partial<Scenario> = {}) {
  const told: (string | number | null)[][] = [];
  const tell =
    (name: string) =>
    async (...args: (string | number | null)[]) =>
      void told.push([name, ...args]);
  const line: Line = {
    setCapacity: tell('capacity'),
    setDelay: tell('delay'),
    setLimit: tell('limit'),
    setReflectors: async ({ delayMs, jitterMs }) => void told.push(['reflectors', delayMs, jitterMs]),
    readQueue: () => Promise.reject(new Error('not asked')),
    readBuffer: () => Promise.reject(new Error('not asked')),
  };
  const shaper = { limitsBps: { download: null, upload: null }, writes: [], set: () => {} };
  const at = followSeries({ line, scenario: scenario(more), series: SERIES, shaper });
  const since = async (tMs: number) => {
    await at(tMs);
    return told.splice(0);
  };
  return { told, at, since };
}

describe('a line that follows its series', () => {
  it('is told what changes, and nothing else', async () => {
    const { since } = follow({ jitterMs: 5 });
    expect(await since(0)).toEqual([
      ...[
        ['capacity', 'download', 8e6],
        ['delay', 'download', 10],
      ],
      ...[
        ['capacity', 'upload', 1e6],
        ['delay', 'upload', 10],
      ],
      ['reflectors', 0, 5],
    ]);
    expect(await since(100)).toEqual([]);
    expect(await since(200)).toEqual([
      ['delay', 'download', 15],
      ['delay', 'upload', 15],
    ]);
    expect(await since(400)).toEqual([['capacity', 'download', 2e6]]);
  });

  it('with jitter takes another time for each way each time, up to half of it longer', async () => {
    const { told, at } = follow({ lineJitterMs: 10 });
    for (let step = 0; step < 20; step += 1) await at(0);
    const delays = told.flatMap(([name, , ms]) => (name === 'delay' ? [Number(ms)] : []));
    expect(new Set(delays).size).toBe(40);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...delays)).toBeLessThanOrEqual(15);
  });

  it('has late reflectors for 0.4 s of every 5 s under load', async () => {
    const { since } = follow({ lateReflectors: true });
    const late: unknown[] = [];
    for (const tMs of [-100, 0, 300, 500, 5100])
      late.push((await since(tMs)).find(([name]) => name === 'reflectors')?.[1]);
    expect(late).toEqual([0, 100, undefined, 0, 100]);
  });
});
