import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, Plan, PlannedScenario, runsOf } from '../src/plan/plan.js';
import { keepPlan, keepRecording, keepReport, replayCsv } from '../src/results.js';
import { recording } from './recording.js';

describe('a folder of results', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'lab-')), 'results');

  it('tells what there is of the plan', () => {
    const steady = Object.assign(new PlannedScenario(), {
      series: 'steady',
      targets: [{ figure: 'p50', law: 'zones-50ms', atMost: 50 }],
    });
    const plan = Object.assign(new Plan(), { laws: ['zones-50ms', 'off'], scenarios: [steady] });
    keepPlan(folder, plan);
    const [first] = runsOf(plan);
    if (!first) throw new Error('no run');
    const runFolder = join(folder, folderOf(first));
    mkdirSync(runFolder);
    keepRecording(runFolder, recording());

    const { cells, verdicts } = keepReport(folder);
    expect(cells.map(({ law }) => law)).toEqual(['zones-50ms']);
    expect(verdicts).toMatchObject([{ law: 'zones-50ms', reached: true }]);
    expect(readFileSync(join(folder, 'report.md'), 'utf8')).toContain('p50 at most 50.0');
    const files = ['report.html', 'results.json', `${folderOf(first)}/chart.svg`];
    expect(files.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
  });

  it('is not any folder', () => {
    expect(() => keepReport(tmpdir())).toThrow('is no folder of results');
  });
});

describe('the recording for replay', () => {
  it('has a row per 0.1 s from 0 on, with the newest ping that had come and both counters', () => {
    const lines = replayCsv(recording()).trim().split('\n');
    expect(lines[0]).toBe('t_ms,rtt_1,download_bytes,upload_bytes');
    expect(lines).toHaveLength(121);
    // Sent at -200 and -150 ms, with 20 ms under way; the row of -100 ms is that of 1900 ms.
    expect(lines.slice(19, 23)).toEqual([
      '1800.0,,0,0',
      '1900.0,20,0,0',
      '2000.0,20,0,0',
      '2100.0,20,50000,10000',
    ]);
  });
});
