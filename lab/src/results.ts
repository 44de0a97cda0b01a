import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf, type Plan, runsOf } from './plan/plan.js';
import type { Recording } from './recording.js';
import { cellsOf } from './report/cells.js';
import { chartSvg } from './report/chart.js';
import { type Results, reportHtml, reportMarkdown } from './report/report.js';
import { verdictsOf } from './verdict.js';

const PLAN = 'plan.json';
const RUN = 'run.json';

/** Makes the folder of results, which says what was planned. */
export function keepPlan(folder: string, plan: Plan): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PLAN), `${JSON.stringify(plan, null, 2)}\n`);
}

/**
 * Keeps a run's raw series: `run.json` has all of it; `replay.csv` is what `wanctl replay --config wan.yaml --input
 * replay.csv` reads.
 */
export function keepRecording(folder: string, recording: Recording): void {
  writeFileSync(join(folder, RUN), `${JSON.stringify(recording)}\n`);
  writeFileSync(join(folder, 'replay.csv'), replayCsv(recording));
}

/** Writes `report.html`, `report.md`, `results.json` and a chart per run of what there is, and gives what they tell. */
export function keepReport(folder: string): Results {
  if (!existsSync(join(folder, PLAN)))
    throw new Error(`"${folder}" is no folder of results: it has no ${PLAN}`);
  const plan: Plan = JSON.parse(readFileSync(join(folder, PLAN), 'utf8'));
  const runFolders = runsOf(plan).map((run) => join(folder, folderOf(run)));
  const recordings = runFolders.flatMap((runFolder): Recording[] => {
    const file = join(runFolder, RUN);
    if (!existsSync(file)) return [];
    const recording: Recording = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(join(runFolder, 'chart.svg'), chartSvg(recording));
    return [recording];
  });
  const cells = cellsOf(recordings);
  const results = { recordings, cells, verdicts: verdictsOf(plan, cells) };
  writeFileSync(join(folder, 'report.html'), reportHtml(results));
  writeFileSync(join(folder, 'report.md'), reportMarkdown(results));
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(cells, null, 2)}\n`);
  return results;
}

/** A row of CSV per row, some 0.1 s: the newest ping answered in it, and both byte counters. */
export function replayCsv({ rows, pings }: Recording): string {
  const startMs = rows[0]?.tMs ?? 0;
  const lines = rows.map(({ tMs, download, upload }, index) => {
    const sinceMs = rows[index - 1]?.tMs ?? -Infinity;
    const answered = pings.findLast(
      (ping) => ping.rttMs !== null && ping.tMs + ping.rttMs > sinceMs && ping.tMs + ping.rttMs <= tMs,
    );
    return [(tMs - startMs).toFixed(1), answered?.rttMs ?? '', download.bytes, upload.bytes].join(',');
  });
  return `${['t_ms,rtt_1,download_bytes,upload_bytes', ...lines].join('\n')}\n`;
}
