import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Certificate, type RouterSim, selfSignedCertificate } from '@wanctl/router-sim';
import { type Lines, simulatedLines } from '@wanctl/testbed/lines';
import { inSandbox, system } from '@wanctl/testbed/sandbox';
import { tunLines } from '@wanctl/testbed/tun-lines';
import type { Random } from '../random.js';
import { type Folders, WANS, writeSteeringFile, writeWanFile } from './files.js';
import { type KeptDaemon, keepDaemon } from './kept-daemon.js';
import { REFLECTORS, startRouter } from './router.js';
import { startWeather } from './weather.js';

/** Between two changes of the lines, ms. */
const WEATHER_MS = 1500;

/** A daemon with two WANs and a steering, and all that it depends on. */
export interface World {
  readonly folders: Folders;
  readonly router: RouterSim;
  readonly certificate: Certificate;
  readonly lines: Lines;
  readonly daemon: KeptDaemon;
  close(): Promise<void>;
}

/** Starts it. In the sandbox the lines are real to the kernel, and state and logs are on a small disk of their own. */
export async function openWorld(random: Random): Promise<World> {
  const certificate = await selfSignedCertificate();
  const router = await startRouter(WANS, certificate);
  const folders = makeFolders();
  const lines = inSandbox ? await tunLines(WANS, REFLECTORS) : simulatedLines(router);
  const [first, second] = WANS;
  const daemon = keepDaemon([
    writeWanFile(folders, first, router, lines, ['rest', 'ssh']),
    writeWanFile(folders, second, router, lines, ['ssh', 'rest']),
    writeSteeringFile(folders, router),
  ]);
  const endWeather = startWeather(lines, WANS, random, WEATHER_MS);
  return {
    ...{ folders, router, certificate, lines, daemon },
    async close() {
      endWeather();
      await daemon.close();
      lines.close();
      await router.close();
      removeFolders(folders);
    },
  };
}

/** A folder with one for state and one for logs in it. */
export function makeFolders(): Folders {
  const config = mkdtempSync(join(tmpdir(), 'wanctl-chaos-'));
  const folders = { config, state: join(config, 'state'), log: join(config, 'log') };
  for (const folder of [folders.state, folders.log]) {
    mkdirSync(folder);
    if (inSandbox) system(`mount -t tmpfs -o size=4m tmpfs ${folder}`);
  }
  return folders;
}

/** Removes them with all that is in them. */
export function removeFolders({ config, state, log }: Folders): void {
  if (inSandbox) for (const folder of [state, log]) system(`umount --lazy ${folder}`);
  rmSync(config, { recursive: true });
}
