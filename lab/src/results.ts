import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Recording } from './recording.js';
import { cellsOf } from './report/cells.js';
import { reportHtml } from './report/report.js';

/**
 * Keeps a run's raw series: `run.json` has all of it; `replay.csv` is what `wanctl replay --config wan.yaml --input
 * replay.csv` reads.
 */
export function keepRecording(folder: string, recording: Recording): void {
  writeFileSync(join(folder, 'run.json'), `${JSON.stringify(recording)}\n`);
  writeFileSync(join(folder, 'replay.csv'), replayCsv(recording));
}

/** Writes what there is of `report.html` and `results.json`. */
export function keepReport(folder: string, recordings: readonly Recording[]): void {
  writeFileSync(join(folder, 'report.html'), reportHtml(recordings));
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify(cellsOf(recordings), null, 2)}\n`);
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
