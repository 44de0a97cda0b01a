import { loopsOf, type Parts } from './parts.js';
import { leaveSafeRates } from './safe-rates.js';
import { followLock } from './tenure.js';
import { beginWatching } from './watching.js';

/** The loops of a daemon, from their start to their stop. */
export interface Run {
  /** Starts what has its lock, and has the rest stand by. Rejects when a probe cannot measure; then call `stop`. */
  start(): Promise<void>;
  /** Stops the loops and saves all states; after a start it also leaves the safe rates. */
  stop(): Promise<void>;
}

/** A run of these parts that has not begun. */
export function createRun(parts: Parts): Run {
  const stopping = new AbortController();
  let hasStarted = false;
  let endWatching = async () => {};
  let following: readonly Promise<void>[] = [];
  return {
    async start() {
      hasStarted = true;
      endWatching = await beginWatching(parts);
      await startLoops(parts);
      following = followLocks(parts, stopping.signal);
    },
    async stop() {
      await Promise.allSettled([endWatching()]);
      stopping.abort();
      await Promise.allSettled(following);
      await stopLoops(parts);
      if (hasStarted) await leaveRates(parts);
      await Promise.allSettled(parts.wans.map(({ endHistory }) => endHistory()));
    },
  };
}

/** All have come to an end, one way or the other, when this does: only then may they be stopped. */
async function startLoops({ wans, steerings }: Parts): Promise<void> {
  // Steerings listen from the first.
  const ready = [...steerings, ...wans].filter(({ tenure }) => tenure.lock);
  const results = await Promise.allSettled(ready.map((part) => part.start()));
  const failed = results.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

function followLocks(parts: Parts, signal: AbortSignal): readonly Promise<void>[] {
  return loopsOf(parts).flatMap((part) => {
    const { retryLockMs } = part.store;
    return retryLockMs === undefined ? [] : [followLock(part, retryLockMs, parts.clock, signal)];
  });
}

async function stopLoops(parts: Parts): Promise<void> {
  const running = loopsOf(parts).filter(({ tenure }) => tenure.lock);
  await Promise.allSettled(running.map(({ loop }) => loop.stop()));
}

async function leaveRates({ wans, clock }: Parts): Promise<void> {
  const ours = wans.filter(({ tenure }) => tenure.lock);
  await Promise.allSettled(ours.map((wan) => leaveSafeRates(wan, clock)));
}
