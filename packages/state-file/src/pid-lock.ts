import { open, readFile, rm, unlink } from 'node:fs/promises';
import { isWanctlError, type StateLock, WanctlError } from '@wanctl/core';
import { errnoOf, ioError } from './io-error.js';
import { livingHolder, parsePid } from './lock-holder.js';

/**
 * Takes the lock `file`: our PID in decimal and a newline, created exclusively. A lock whose holder is gone is
 * removed first; one without a readable PID counts as abandoned once it is `timeoutSec` old. Throws
 * `ERR_STATE_LOCKED` or `ERR_STATE_IO`.
 */
export async function takeLock(file: string, timeoutSec: number, now: Date): Promise<StateLock> {
  try {
    await removeIfStale(file, timeoutSec, now);
    if (!(await createLock(file))) {
      await removeIfStale(file, timeoutSec, now);
      throw new WanctlError(
        'ERR_STATE_LOCKED',
        `lock ${file} was taken and left at this moment: start again`,
      );
    }
  } catch (error) {
    throw isWanctlError(error) ? error : ioError(error, 'take lock', file);
  }
  return lockHandle(file);
}

async function removeIfStale(file: string, timeoutSec: number, now: Date): Promise<void> {
  const holder = await livingHolder(file, timeoutSec, now);
  // What is not there is not removed: meanwhile somebody may have made it.
  if (holder === 'free') return;
  if (holder === 'left behind') return removeLeftBehind(file, timeoutSec, now);
  const ageSec = Math.max(0, Math.round(holder.ageMs / 1000));
  const who = holder.pid === null ? 'another process' : `process ${holder.pid}`;
  const look = holder.pid === null ? '' : ` (see: ps -fp ${holder.pid})`;
  throw new WanctlError(
    'ERR_STATE_LOCKED',
    `lock ${file} is held by ${who} for ${ageSec} s: stop that one first${look}, or remove the file if it is not wanctl`,
  );
}

/**
 * Of several who find the same abandoned lock one alone removes it, and looks once more before: the others would
 * remove the lock that is taken meanwhile. A guard outlives its maker only after a crash between its two lines.
 */
async function removeLeftBehind(file: string, timeoutSec: number, now: Date): Promise<void> {
  const guard = `${file}.removing`;
  if ((await livingHolder(guard, timeoutSec, now)) === 'left behind') await rm(guard, { force: true });
  if (!(await createLock(guard))) return;
  try {
    if ((await livingHolder(file, timeoutSec, now)) === 'left behind') await rm(file, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** False when somebody else was faster. */
async function createLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o644);
    try {
      await handle.writeFile(`${process.pid}\n`);
    } catch (error) {
      await unlink(file);
      throw error;
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Release leaves a file alone that holds another PID: somebody took the lock for abandoned. */
function lockHandle(file: string): StateLock {
  let held = true;
  return {
    held: () => held,
    // While this process lives, nobody takes its file for abandoned.
    lost: new Promise(() => {}),
    async release() {
      if (!held) return;
      held = false;
      try {
        if (parsePid(await readFile(file, 'utf8')) === process.pid) await unlink(file);
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw ioError(error, 'release lock', file);
      }
    },
  };
}
