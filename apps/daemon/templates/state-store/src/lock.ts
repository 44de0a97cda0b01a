import { readFile, rm, writeFile } from 'node:fs/promises';
import { type StateLock, WanctlError } from '@wanctl/core';

/** Takes the lock `file`, which holds the owner's PID. One whose owner is gone is taken over. */
export async function takeLock(file: string): Promise<StateLock> {
  if (!(await create(file))) {
    const pid = Number(await readFile(file, 'utf8'));
    if (isAlive(pid)) {
      throw new WanctlError('ERR_STATE_LOCKED', `${file} is held by process ${pid}: stop that one first`);
    }
    await rm(file, { force: true });
    if (!(await create(file))) {
      throw new WanctlError('ERR_STATE_LOCKED', `${file} was taken at this moment: start again`);
    }
  }
  let isHeld = true;
  return {
    held: () => isHeld,
    // While this process lives, nobody takes its lock.
    lost: new Promise(() => {}),
    async release() {
      if (!isHeld) return;
      isHeld = false;
      await rm(file, { force: true });
    },
  };
}

/** False when the file is there already. */
async function create(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
