import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Direction } from '@wanctl/core';
import type { Line } from '../kernel/line.js';
import type { Recording } from '../recording.js';
import { boundsOf } from '../series/series.js';
import { prepareLoad } from '../traffic/load.js';
import { startPings } from '../traffic/pings.js';
import { control } from './control.js';
import type { Job } from './job.js';
import { settle } from './settle.js';
import { openShaper } from './shaper.js';
import { LOG } from './wan-file.js';
import { zonesIn } from './zones.js';

/** From a run's start to its load, ms: the line's own delay is measured, and the daemon gets going. */
export const WARM_UP_MS = 4000;

/** Does one run. Rejects when the daemon ends by itself. */
export async function run(line: Line, job: Job): Promise<Recording> {
  const { scenario, law, folder, series } = job;
  mkdirSync(folder, { recursive: true });
  await settle(line, scenario);
  const mostBps = (direction: Direction) => boundsOf(series, direction).most * 1e6;
  const shaper = await openShaper(line, { download: mostBps('download'), upload: mostBps('upload') });
  const pings = startPings();
  const load = prepareLoad(scenario);
  const loadAtMs = performance.now() + WARM_UP_MS;
  const over = new AbortController();
  sleep(WARM_UP_MS, undefined, { signal: over.signal }).then(load.begin, () => {});
  try {
    const { rows, cost } = await control(job, { line, scenario, series, shaper }, loadAtMs);
    const wallMs = performance.timeOrigin + loadAtMs;
    return {
      ...{ scenario, law: law.name, rows, daemon: cost },
      pings: pings.since(wallMs),
      zones: zonesIn(logOf(folder), wallMs),
      writes: shaper.writes.map((write) => ({ ...write, tMs: write.tMs - loadAtMs })),
      loadAverage: loadavg()[0] ?? 0,
    };
  } finally {
    over.abort();
    load.stop();
    pings.stop();
  }
}

/** What the daemon has logged; nothing without one. */
function logOf(folder: string): string {
  const file = join(folder, LOG);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
