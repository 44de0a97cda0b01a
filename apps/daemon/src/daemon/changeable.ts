import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const OTHERS_MAY_WRITE = 0o002;
/** In such a folder, e.g. `/tmp`, users may only replace what is theirs. */
const STICKY = 0o1000;

/**
 * The first place by which a user who could not change this process anyway could change what is at a path, and what to
 * do about it, for people; null when there is none. Looks at what the path names and at all folders above, links
 * followed and not. Rejects when it is not there.
 */
export async function whyChangeable(path: string): Promise<string | null> {
  const program = await stat(fileURLToPath(import.meta.url));
  const trusted = [0, process.getuid?.(), program.uid];
  for (const place of new Set([path, await realpath(path)].flatMap(withFolders))) {
    const { mode, uid } = await stat(place);
    if (mode & OTHERS_MAY_WRITE && !(mode & STICKY)) {
      return `every user may change ${place}; run: chmod o-w ${place}`;
    }
    if (!trusted.includes(uid)) {
      return `${place} belongs to user ${uid}, who may change it; run: chown root ${place}`;
    }
  }
  return null;
}

function withFolders(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [path] : [path, ...withFolders(folder)];
}
