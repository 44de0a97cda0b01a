import type { CancelTimer, Clock } from '@wanctl/core';

/**
 * Calls `callback` after `firstMs` and then each `intervalMs`, without drift. Turns that a busy process has
 * missed are skipped, not made up for.
 */
export function every(clock: Clock, firstMs: number, intervalMs: number, callback: () => void): CancelTimer {
  let dueMs = clock.now() + firstMs;
  const turn = () => {
    const missed = Math.max(0, Math.floor((clock.now() - dueMs) / intervalMs));
    dueMs += (missed + 1) * intervalMs;
    cancel = clock.schedule(turn, dueMs - clock.now());
    callback();
  };
  let cancel = clock.schedule(turn, firstMs);
  return () => cancel();
}
