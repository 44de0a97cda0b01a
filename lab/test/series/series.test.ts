import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { max, mean, min } from 'd3-array';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/plan/scenario.js';
import { findSeries } from '../../src/series/find-series.js';
import { GENERATED } from '../../src/series/generated.js';
import { addedRttAt, boundsOf, capacityAt } from '../../src/series/series.js';
import { scenario } from '../recording.js';

const find = (series: string, more: Partial<Scenario> = {}, folder?: string) =>
  findSeries(scenario({ series, seconds: 120, ...more }), folder);

describe.each(Object.keys(GENERATED))('the series %s', (name) => {
  it('is as long as the run', () => {
    expect(find(name, { seconds: 300 }).download).toHaveLength(1500);
  });

  it('is the same for the same seed, and within what the lab can carry', () => {
    const series = find(name);
    expect(find(name)).toEqual(series);
    for (const direction of ['download', 'upload'] as const) {
      expect(series[direction]).toHaveLength(600);
      expect(min(series[direction])).toBeGreaterThanOrEqual(0.3);
      expect(max(series[direction])).toBeLessThanOrEqual(40);
    }
  });
});

describe('series of chance', () => {
  it.each(['lte', 'docsis', 'starlink'])('%s is another one for another seed', (name) => {
    expect(find(name, { seed: 2 })).not.toEqual(find(name));
  });

  it('a satellite link changes its rate each 15 s, through a moment of nearly nothing', () => {
    const { download } = find('starlink');
    expect(download.flatMap((mbps, step) => (mbps === 0.5 ? [step / 5] : []))).toEqual([
      15, 30, 45, 60, 75, 90, 105,
    ]);
  });

  it('a satellite is nearer or farther than the one before, for its 15 s', () => {
    const { addedRttMs = [] } = find('starlink');
    expect(new Set(addedRttMs).size).toBe(8);
    expect(addedRttMs.slice(75, 150)).toEqual(Array.from({ length: 75 }, () => addedRttMs[75]));
    expect(max(addedRttMs)).toBeLessThanOrEqual(25);
  });

  it('a cell fades, a cable segment sags by a half at most', () => {
    const { download: cell } = find('lte');
    expect((min(cell) ?? 0) / (mean(cell) ?? 1)).toBeLessThan(0.3);
    expect(min(find('docsis').download)).toBeGreaterThan(0.3 * 38);
  });
});

describe('measured series', () => {
  it('are read from a folder and smoothed over a second', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lab-'));
    const csv = (values: number[]) =>
      ['t_s,mbps', ...values.map((mbps, at) => `${at / 5},${mbps}`)].join('\n');
    writeFileSync(join(folder, 'Drive.down.csv'), csv([0, 0, 10, 0, 0, 90]));
    writeFileSync(join(folder, 'Drive.up.csv'), csv([5, 5]));
    const { download, upload } = find('Drive', {}, folder);
    expect(download[2]).toBeCloseTo(2);
    expect(max(download)).toBeLessThanOrEqual(40);
    expect(upload).toEqual([5, 5]);
    expect(() => find('Walk', {}, folder)).toThrow(/no series "Walk"; there are step, .*Drive/);
  });
});

describe('a series', () => {
  const series = { download: [1, 2, 3.5], upload: [0.1, 0.1, 0.1] };

  it('is a rate at any time: the first before its start, from the start again after its end', () => {
    const at = [-500, 0, 199, 200, 450, 600].map((tMs) => capacityAt(series, 'download', tMs));
    expect(at).toEqual([1e6, 1e6, 1e6, 2e6, 3.5e6, 1e6]);
  });

  it('may add to the round trip', () => {
    const at = (tMs: number) => addedRttAt({ ...series, addedRttMs: [0, 12] }, tMs);
    expect([at(-100), at(100), at(200), at(400)]).toEqual([0, 0, 12, 0]);
    expect(addedRttAt(series, 100)).toBe(0);
  });

  it('may be less than its owner believes', () => {
    const { least, most } = boundsOf({ ...series, believedMbps: { download: 9, upload: 2 } }, 'download');
    expect({ least, most }).toEqual({ least: 1, most: 9 });
  });

  it('has bounds that an owner would know', () => {
    expect(boundsOf(series, 'download')).toEqual({ least: 1, median: 2, most: 4 });
    expect(boundsOf(series, 'upload')).toEqual({ least: 0.5, median: 0.5, most: 1 });
  });
});
