import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** No save takes this long: what is older was left by a process that died. */
const STALE_AFTER_MS = 60_000;

/** A new name beside `file`, on the same disk, so that a rename onto `file` is atomic. */
export function tempPath(file: string): string {
  return `${file}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Removes what a killed process left of its saves of `file`. A save under way in another process is spared. */
export async function removeStaleTemps(file: string, now: Date): Promise<void> {
  const folder = dirname(file);
  const prefix = `${basename(file)}.`;
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(prefix) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length))) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && now.getTime() - found.mtimeMs > STALE_AFTER_MS)
      await rm(path, { force: true }).catch(() => {});
  }
}
