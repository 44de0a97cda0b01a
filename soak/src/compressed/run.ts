import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ManualClock } from '@wanctl/core/testing';
import { createDaemon, type Daemon, loadFiles } from 'wanctl';
import { collectGarbage } from '../collect-garbage.js';
import { type DiskUse, diskUse, type Folders, makeFolders, removeFolders } from '../folders.js';
import { askDone, type Done } from '../health.js';
import { socketOf, TICKS_PER_SEC, writeWanFile } from '../wan-file.js';
import { WANS } from './wans.js';

/** The plugins that stand for the router and the lines. */
const PLUGINS = ['evening-router', 'evening-line'].map((name) =>
  fileURLToPath(import.meta.resolve(`@wanctl/soak/${name}.js`)),
);
const SECTIONS = {
  router: { host: '127.0.0.1', user: 'wanctl', ssh_key: '', transport: 'evening' },
  plugins: PLUGINS,
  probe: { kind: 'evening' },
};
const STEP_MS = 1000 / TICKS_PER_SEC;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** How long, and how often, both in simulated time. */
export interface CompressedOptions {
  readonly runMs: number;
  /** Whole minutes. */
  readonly sampleMs: number;
}

/** What is true at one moment, and what has been done since the start. */
export interface CompressedSample extends Done, DiskUse {
  /** Simulated time since the start, hours. */
  readonly hours: number;
  /** What is in use on the heap when all that nobody needs is gone, bytes. */
  readonly heapBytes: number;
  /** Limits that the router has accepted. */
  readonly writes: number;
}

/** Runs a whole daemon with everything real but the clock, the router and the lines. */
export async function runCompressed(
  { runMs, sampleMs }: CompressedOptions,
  tell: (sample: CompressedSample) => void,
): Promise<readonly CompressedSample[]> {
  const folders = makeFolders();
  const clock = new ManualClock();
  const files = WANS.map((wan) => writeWanFile(folders, wan, { ...SECTIONS, controller: wan }));
  const daemon = await createDaemon(await loadFiles(files), { debug: false, console: false }, { clock });
  let writes = 0;
  daemon.events.on('applied', () => {
    writes += 1;
  });
  const samples: CompressedSample[] = [];
  try {
    await daemon.start();
    while (clock.now() < runMs) {
      await pass(sampleMs, clock, daemon);
      await collectGarbage();
      const { heapUsed: heapBytes } = process.memoryUsage();
      const sample = { hours: clock.now() / HOUR_MS, heapBytes, writes, ...(await lookAt(folders)) };
      samples.push(sample);
      tell(sample);
    }
    return samples;
  } finally {
    const stopped = daemon.stop();
    await passMinute(clock);
    await stopped;
    removeFolders(folders);
  }
}

async function pass(durationMs: number, clock: ManualClock, daemon: Daemon): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += MINUTE_MS) {
    await passMinute(clock);
    daemon.followLogFiles();
  }
}

/** Tick by tick; real time goes on as long as something is on its way to the disk, so that no write seems to take long. */
async function passMinute(clock: ManualClock): Promise<void> {
  for (let passedMs = 0; passedMs < MINUTE_MS; passedMs += STEP_MS) {
    await clock.advance(STEP_MS);
    do await setImmediate();
    while (process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq')));
  }
}

async function lookAt(folders: Folders): Promise<Done & DiskUse> {
  return { ...(await askDone(socketOf(folders, WANS[0] ?? ''))), ...diskUse(folders) };
}
