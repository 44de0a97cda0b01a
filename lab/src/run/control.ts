import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DaemonCost, Row } from '../recording.js';
import { startDaemon } from './daemon.js';
import type { Job } from './job.js';
import { openLabRouter } from './lab-router.js';
import { type RunParts, record } from './record.js';
import { wanFile } from './wan-file.js';

/** Records the line under the job's law, in the daemon if it is one of the daemon's. */
export async function control(
  { law, scenario, series, folder, router: latency }: Job,
  parts: RunParts,
  loadAtMs: number,
): Promise<{ rows: Row[]; cost: DaemonCost | null }> {
  if (law.kind === 'fixed') return { rows: await record({ ...parts, law }, loadAtMs), cost: null };
  const router = await openLabRouter(parts.shaper, latency);
  const file = join(folder, 'wan.yaml');
  writeFileSync(file, wanFile(folder, scenario, series, router.httpsPort, law.wanFile));
  const daemon = startDaemon(file);
  try {
    const untilLoad = sleep(loadAtMs - performance.now(), undefined, { signal: daemon.ended });
    const before = untilLoad.then(daemon.cpuSeconds, () => 0);
    const rows = await record({ ...parts, router, ended: daemon.ended }, loadAtMs);
    const seconds = daemon.cpuSeconds() - (await before);
    return { rows, cost: { cpuShare: seconds / scenario.seconds, peakRssBytes: daemon.peakRssBytes() } };
  } finally {
    await daemon.stop();
    await router.close();
  }
}
