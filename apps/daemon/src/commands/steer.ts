import { isWanctlError, WanctlError } from '@wanctl/core';
import { createDaemon, type Daemon } from '../daemon/daemon.js';
import { loadFiles } from '../daemon/load-files.js';

/** Flags of `wanctl-steering`. */
export interface SteerOptions {
  readonly config: string;
  /** Forget all and disable the rules instead of deciding. */
  readonly reset: boolean;
  readonly debug: boolean;
}

/**
 * One turn of a steering that runs by itself: loads its state, decides, and saves. Gives the exit status: 0 done, or
 * left to the process that holds the lock; 1 when nothing could be judged or the router did not do it. Throws
 * `WanctlError`.
 */
export async function steer({ config, reset, debug }: SteerOptions): Promise<number> {
  const tell = (line: string) => console.error(`wanctl-steering: ${line}`);
  const files = await loadFiles([config], {
    warn: (line) => (process.stderr.isTTY || debug ? tell(line) : {}),
  });
  if (files.steerings.length === 0) {
    throw new WanctlError('ERR_CONFIG_INVALID', `${config}: is a WAN file; "wanctl run --config" runs it`);
  }
  let daemon: Daemon;
  try {
    daemon = await createDaemon(files, { debug, console: process.stderr.isTTY });
  } catch (error) {
    if (reset || !isWanctlError(error) || error.code !== 'ERR_STATE_LOCKED') throw error;
    // The usual case beside a daemon that steers, or a turn that takes longer than the timer waits.
    if (process.stderr.isTTY || debug) tell(error.message);
    return 0;
  }
  try {
    const isDone = reset ? await daemon.resetSteerings() : await daemon.once();
    if (isDone) return 0;
    tell(`not done; ${files.steerings.map(({ logging }) => logging.mainLog).join()} says why`);
    return 1;
  } finally {
    await daemon.stop();
  }
}
