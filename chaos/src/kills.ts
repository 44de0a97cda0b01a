import { readdirSync, rmSync, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { selfSignedCertificate } from '@wanctl/router-sim';
import { simulatedLines } from '@wanctl/testbed/lines';
import { inSandbox } from '@wanctl/testbed/sandbox';
import { tunLines } from '@wanctl/testbed/tun-lines';
import { type Random, randomOf } from './random.js';
import { type Folders, stateFileOf, writeWanFile } from './world/files.js';
import { type KeptDaemon, keepDaemon } from './world/kept-daemon.js';
import { readState } from './world/read-state.js';
import { REFLECTORS, startRouter } from './world/router.js';
import { startWeather } from './world/weather.js';
import { makeFolders, removeFolders } from './world/world.js';

/** What kills have done to state files. */
export interface Toll {
  kills: number;
  /** State files that were gone, damaged, or older than after the kill before. */
  lost: number;
  /** Kills that left a temporary file behind, so that they met a save. */
  duringSave: number;
}

/** Daemons that are killed side by side, each with a WAN of its own. */
const WANS = ['kill1', 'kill2', 'kill3', 'kill4'];
/** About as long as it takes from the start of a daemon into its stride, ms. */
const LONGEST_LIFE_MS = 3000;
const WEATHER_MS = 300;

/** Kills daemons at instants of chance until there are so many kills, and reads what each has left with its own store. */
export async function killDaemons(count: number, seed: number, tell: (toll: Toll) => void): Promise<Toll> {
  const random = randomOf(seed);
  const router = await startRouter(WANS, await selfSignedCertificate());
  const folders = makeFolders();
  const lines = inSandbox ? await tunLines(WANS, REFLECTORS) : simulatedLines(router);
  const endWeather = startWeather(lines, WANS, random, WEATHER_MS);
  const toll = { kills: 0, lost: 0, duringSave: 0 };
  const killOne = async (wan: string) => {
    const daemon = keepDaemon([writeWanFile(folders, wan, router, lines, ['rest', 'ssh'])]);
    const file = stateFileOf(folders, wan);
    await untilSaving(folders, wan);
    let savedAt = '';
    while (toll.kills < count) {
      await lifetime(folders, wan, random);
      savedAt = await killAndJudge(daemon, file, savedAt, toll, tell);
    }
    await daemon.close();
  };
  await Promise.all(WANS.map(killOne));
  endWeather();
  lines.close();
  await router.close();
  removeFolders(folders);
  return toll;
}

/** Every second life ends in the middle of a save, or nearly so: saves are short. */
async function lifetime(folders: Folders, wan: string, random: Random): Promise<void> {
  if (random.between(0, 1) === 0) return sleep(random.between(0, LONGEST_LIFE_MS));
  await untilSaving(folders, wan);
}

/** Resolves when the daemon of that WAN touches its state file or what is to become it. */
function untilSaving(folders: Folders, wan: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folders.state, (_event, name) => {
      if (!name?.startsWith(`${wan}_state`)) return;
      watcher.close();
      resolve();
    });
  });
}

/** Kills, and gives the time stamp of what is left. */
async function killAndJudge(
  daemon: KeptDaemon,
  file: string,
  before: string,
  toll: Toll,
  tell: (toll: Toll) => void,
): Promise<string> {
  let savedAt = before;
  await daemon.during(async () => {
    const folder = join(file, '..');
    const temps = readdirSync(folder).filter(
      (name) => name.endsWith('.tmp') && join(folder, name).startsWith(file),
    );
    if (temps.length > 0) toll.duringSave += 1;
    for (const temp of temps) rmSync(join(folder, temp));
    const { document, damaged } = await readState(file);
    savedAt = String(document?.['timestamp'] ?? '');
    // Before the first save there is nothing to lose.
    if (damaged || savedAt < before) toll.lost += 1;
    toll.kills += 1;
    tell(toll);
  });
  return savedAt;
}
