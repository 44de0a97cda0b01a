import type { Clock } from '@wanctl/core';

/** Waits until a time has elapsed (0: at once, `Infinity`: never) or it is released, whichever is first. */
export function occupy(
  clock: Clock,
  durationMs: number,
  released?: Promise<void>,
): Promise<'elapsed' | 'released'> {
  if (durationMs <= 0) return Promise.resolve('elapsed');
  return new Promise((resolve) => {
    const elapse = () => resolve('elapsed');
    const cancel = Number.isFinite(durationMs) ? clock.schedule(elapse, durationMs) : () => {};
    void released?.then(() => {
      cancel();
      resolve('released');
    });
  });
}
