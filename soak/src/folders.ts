import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inSandbox, system } from '@wanctl/testbed/sandbox';

/** Where a daemon's files are. */
export interface Folders {
  readonly config: string;
  readonly state: string;
  readonly log: string;
}

/** What a daemon has on disk, bytes. */
export interface DiskUse {
  readonly logBytes: number;
  readonly historyBytes: number;
}

/** A temporary folder with one for state and one for logs in it; in the sandbox a disk in memory, which others do not slow down. */
export function makeFolders(): Folders {
  const config = mkdtempSync(join(tmpdir(), 'wanctl-soak-'));
  if (inSandbox) system(`mount -t tmpfs tmpfs ${config}`);
  const folders = { config, state: join(config, 'state'), log: join(config, 'log') };
  mkdirSync(folders.state);
  mkdirSync(folders.log);
  return folders;
}

/** Removes them with all that is in them. */
export function removeFolders({ config }: Folders): void {
  if (inSandbox) system(`umount --lazy ${config}`);
  rmSync(config, { recursive: true });
}

/** What is in them now. */
export function diskUse({ log, state }: Folders): DiskUse {
  return { logBytes: bytesIn(log, /\.log$/), historyBytes: bytesIn(state, /_history_/) };
}

function bytesIn(folder: string, kind: RegExp): number {
  const files = readdirSync(folder).filter((name) => kind.test(name));
  return files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
