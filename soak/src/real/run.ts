import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type DiskUse, diskUse, type Folders, makeFolders, removeFolders } from '../folders.js';
import { askDone, type Done } from '../health.js';
import { socketOf, writeWanFile } from '../wan-file.js';
import { type SoakedDaemon, startDaemon } from './daemon.js';
import { type Sample, sampleOf } from './sample.js';
import type { WorldSections } from './world.js';

const WORLD = fileURLToPath(import.meta.resolve('@wanctl/soak/world.js'));
const ASK_AGAIN_MS = 200;
const LAWS = ['zones', 'adaptive'];

/** How long, how often, and of how much. */
export interface RealOptions {
  readonly wans: readonly string[];
  readonly runMs: number;
  readonly sampleMs: number;
  /** Every so many samples garbage is collected before. */
  readonly collectEvery: number;
}

/** What the daemon takes at one moment, and what it has done and written so far. */
export interface RealSample extends Sample, Done, DiskUse {
  /** All garbage was collected just before. */
  readonly isCollected: boolean;
  /** For how long it has stood still for that so far, ms. */
  readonly collectingMs: number;
}

/** Runs the built daemon against a world in a process of its own. Throws with its last words when it ends by itself. */
export async function runReal(
  options: RealOptions,
  tell: (sample: RealSample) => void,
): Promise<RealSample[]> {
  const folders = makeFolders();
  const world = fork(WORLD, options.wans);
  const [sections] = (await once(world, 'message')) as [WorldSections];
  const files = sections.map((section, index) =>
    writeWanFile(folders, section.wan, { ...section, controller: LAWS[index % LAWS.length] ?? '' }),
  );
  const daemon = startDaemon(files);
  const samples: RealSample[] = [];
  try {
    await Promise.race([
      sampleAll(daemon, folders, options, (sample) => {
        samples.push(sample);
        tell(sample);
      }),
      daemon.ended,
    ]);
    return samples;
  } finally {
    await daemon.close();
    world.disconnect();
    removeFolders(folders);
  }
}

async function sampleAll(
  daemon: SoakedDaemon,
  folders: Folders,
  { wans, runMs, sampleMs, collectEvery }: RealOptions,
  tell: (sample: RealSample) => void,
): Promise<void> {
  const socket = socketOf(folders, wans[0] ?? '');
  await untilUp(socket);
  const startedMs = performance.now();
  let collectingMs = 0;
  for (let count = 1; count * sampleMs <= runMs; count += 1) {
    await sleep(startedMs + count * sampleMs - performance.now());
    const isCollected = count % collectEvery === 0;
    if (isCollected) collectingMs += await daemon.collect();
    const taken = sampleOf(daemon.pid, performance.now() - startedMs);
    tell({ ...taken, ...(await askDone(socket)), ...diskUse(folders), isCollected, collectingMs });
  }
}

/** Resolves when the daemon answers. */
async function untilUp(socket: string): Promise<void> {
  const isUp = () =>
    askDone(socket).then(
      () => true,
      () => false,
    );
  while (!(await isUp())) await sleep(ASK_AGAIN_MS);
}
