import type { CancelTimer, Clock } from '@wanctl/core';

/** A clock whose waiting timers can all be cancelled at once, so that nothing outlives what it was made for. */
export interface ScopedClock extends Clock {
  cancelAll(): void;
}

/** A scoped clock on top of another. */
export function scopedClock(clock: Clock): ScopedClock {
  const waiting = new Set<CancelTimer>();
  return {
    now: () => clock.now(),
    wall: () => clock.wall(),
    schedule(callback, delayMs) {
      const stop = clock.schedule(() => {
        waiting.delete(cancel);
        callback();
      }, delayMs);
      const cancel = () => {
        waiting.delete(cancel);
        stop();
      };
      waiting.add(cancel);
      return cancel;
    },
    cancelAll() {
      for (const cancel of waiting) cancel();
    },
  };
}
