/**
 * Time as the product sees it. Everything that waits or measures takes a `Clock`, so that tests and
 * replays run without waiting.
 */
export interface Clock {
  /** Milliseconds on a monotonic scale of its own; only differences mean something. */
  now(): number;
  /** Calendar time, for people and files. It may jump; never compute a duration from it. */
  wall(): Date;
  /** Calls `callback` once, `delayMs` milliseconds from now (at once when 0 or less), unless cancelled. */
  schedule(callback: () => void, delayMs: number): CancelTimer;
}

/** Cancels what `Clock.schedule` promised; harmless when it has already happened. */
export type CancelTimer = () => void;

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date(),
  schedule(callback, delayMs) {
    const timer = setTimeout(callback, Math.max(0, delayMs));
    return () => clearTimeout(timer);
  },
};

/** Calendar time in the machine's own zone, for people and files: ISO 8601 to the millisecond, without a zone. */
export function localTime(wall: Date): string {
  return new Date(wall.getTime() - wall.getTimezoneOffset() * 60_000).toISOString().slice(0, -1);
}

/** Resolves `delayMs` milliseconds from now. */
export function delay(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(resolve, delayMs);
  });
}

/** Resolves when the work has, but after `limitMs` milliseconds at the latest; the work itself goes on. */
export async function atMost(clock: Clock, limitMs: number, work: Promise<void>): Promise<void> {
  let cancel: CancelTimer = () => {};
  const limit = new Promise<void>((resolve) => {
    cancel = clock.schedule(resolve, limitMs);
  });
  await Promise.race([work, limit]).finally(cancel);
}
