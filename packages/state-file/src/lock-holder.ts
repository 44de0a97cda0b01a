import { readFile, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import { errnoOf } from './io-error.js';

/** Who holds a lock file. */
export interface LockHolder {
  /** Null when the file has no readable PID. */
  readonly pid: number | null;
  /** Age of the file, ms. */
  readonly ageMs: number;
}

/** The living holder of a lock file; else whether there is none or one that a process left that is gone. */
export async function livingHolder(
  file: string,
  timeoutSec: number,
  now: Date,
): Promise<LockHolder | 'free' | 'left behind'> {
  const found = await readLock(file);
  if (!found) return 'free';
  const { pid, mtimeMs } = found;
  const ageMs = now.getTime() - mtimeMs;
  if (pid === null) return ageMs < timeoutSec * 1000 ? { pid, ageMs } : 'left behind';
  const leftBehind = mtimeMs < earliestStartMs(pid, now) || !(await isAlive(pid));
  return leftBehind ? 'left behind' : { pid, ageMs };
}

/** Linux gives no greater PID (`PID_MAX_LIMIT`, man 5 proc). */
const GREATEST_PID = 2 ** 22;

/** The PID in a lock file: its whole content, trimmed, as a decimal integer; null when it can be none. */
export function parsePid(content: string): number | null {
  const pid = Number(content);
  return /^[+-]?\d+$/.test(content.trim()) && Math.abs(pid) <= GREATEST_PID ? pid : null;
}

async function readLock(file: string): Promise<{ pid: number | null; mtimeMs: number } | null> {
  try {
    const [content, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return { pid: parsePid(content), mtimeMs };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Before this moment (calendar time, ms) nobody who is alive now can have written a lock with that PID: PIDs are
 * given anew at boot, and in a container that starts again our own PID is often the one of the process before.
 */
function earliestStartMs(pid: number, now: Date): number {
  return pid === process.pid ? performance.timeOrigin : now.getTime() - uptime() * 1000;
}

async function isAlive(pid: number): Promise<boolean> {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: another user's process. Any other failure proves nothing, and then the lock is respected.
    return errnoOf(error) !== 'ESRCH';
  }
  return !(await isZombie(pid));
}

/** A zombie's PID still takes signals. State is the first field after the name in parentheses (proc(5)). */
async function isZombie(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status.slice(status.lastIndexOf(')')).startsWith(') Z');
}
