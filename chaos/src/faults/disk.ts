import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { system } from '@wanctl/testbed/sandbox';
import { stateFileOf, WANS } from '../world/files.js';
import { readState } from '../world/read-state.js';
import type { Fault } from './fault.js';

/** More than the disk of the state and that of the logs can hold. */
const TOO_MUCH = Buffer.alloc(8e6);
/** Within this time there is always something to log, ms. */
const LOG_MS = 30_000;

/** What becomes of files. */
export const DISK_FAULTS: readonly Fault[] = [
  {
    name: 'disk-full',
    holdMs: 8000,
    needsSandbox: true,
    strike({ folders, daemon }) {
      const fillers = [folders.state, folders.log].map((folder) => join(folder, 'filler'));
      for (const filler of fillers) fill(filler);
      return async () => {
        for (const filler of fillers) rmSync(filler);
        // Or it would be done within a minute.
        daemon.signal('SIGHUP');
        await untilItGrows(join(folders.log, `${WANS[0]}.log`));
      };
    },
  },
  {
    name: 'state-folder-read-only',
    holdMs: 8000,
    needsSandbox: true,
    strike({ folders }) {
      system(`mount -o remount,ro ${folders.state}`);
      return () => system(`mount -o remount,rw ${folders.state}`);
    },
  },
  {
    name: 'state-truncated',
    holdMs: 0,
    stalls: true,
    async strike({ daemon, folders }, random) {
      const file = stateFileOf(folders, random.pick(WANS));
      await daemon.during(async () => {
        await readCutAtEveryByte(file);
        truncateSync(file, random.between(0, readFileSync(file).length - 1));
      });
      return () => {};
    },
  },
  {
    name: 'no-file-descriptors',
    holdMs: 10_000,
    strike({ daemon: { pid } }) {
      const open = readdirSync(`/proc/${pid}/fd`).length;
      const before = /^Max open files +(\d+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1];
      system(`prlimit --pid ${pid} --nofile=${open}:`);
      return () => system(`prlimit --pid ${pid} --nofile=${before}:`);
    },
  },
];

function fill(file: string): void {
  try {
    writeFileSync(file, TOO_MUCH);
  } catch {
    // What fits is written, and then the disk is full.
  }
}

async function untilItGrows(log: string): Promise<void> {
  const { size } = statSync(log);
  const untilMs = performance.now() + LOG_MS;
  while (statSync(log).size <= size) {
    if (performance.now() > untilMs) throw new Error(`${log} does not go on`);
    await sleep(100);
  }
}

/** Throws where a copy of the file, cut there, gives no document although the copy before it is good. */
async function readCutAtEveryByte(file: string): Promise<void> {
  const whole = readFileSync(file);
  const folder = mkdtempSync(join(file, '../cut-'));
  const cut = join(folder, 'state.json');
  copyFileSync(file, `${cut}.backup`);
  for (let bytes = 0; bytes < whole.length; bytes += 1) {
    writeFileSync(cut, whole.subarray(0, bytes));
    const { document } = await readState(cut);
    if (!document) throw new Error(`a state file cut after ${bytes} bytes is lost`);
  }
  rmSync(folder, { recursive: true });
}
