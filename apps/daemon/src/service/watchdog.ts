import type { CancelTimer, Clock, Telemetry } from '@wanctl/core';
import type { Notify } from './notify.js';

/** A loop that a watchdog looks at. */
export interface WatchedLoop {
  readonly intervalMs: number;
  /** How often it has turned so far, whatever came of it. */
  turns(): number;
}

/** A loop that has not turned for so long, beside two intervals, stands still, ms. */
const STANDSTILL_MS = 2000;

/** Node fires at once a timer of more (its manual, `setTimeout`). */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A loop by what its ticker records, also for a turn in which the law fails, and by its asking for a lock. */
export function watchedLoop(intervalMs: number, telemetry: Telemetry): WatchedLoop {
  const turns = () => {
    const { 'event-loop-delay': ticked = [], lock: asked = [] } = telemetry.mark().stages;
    return [...ticked, ...asked].reduce((sum, one) => sum + one, 0);
  };
  return { intervalMs, turns };
}

/** How often systemd wants to hear from this process, ms; null: never (man 3 sd_watchdog_enabled). */
export function watchdogMs({ WATCHDOG_USEC, WATCHDOG_PID }: NodeJS.ProcessEnv): number | null {
  if (WATCHDOG_PID !== undefined && Number(WATCHDOG_PID) !== process.pid) return null;
  const periodMs = Number(WATCHDOG_USEC) / 1000;
  return periodMs > 0 && periodMs <= LONGEST_TIMER_MS ? periodMs : null;
}

/**
 * Tells systemd three times per period that all loops turn, and nothing while one stands still, so that the process is
 * started anew. Whether they can measure or reach the router does not matter. The returned function ends it.
 */
export function feedWatchdog(
  loops: readonly WatchedLoop[],
  periodMs: number,
  { notify, clock }: { notify: Notify; clock: Clock },
): CancelTimer {
  const seen = loops.map(() => ({ turns: 0, atMs: clock.now() }));
  const feedMs = periodMs / 3;
  const turnsStill = ({ intervalMs, turns }: WatchedLoop, index: number): boolean => {
    const now = { turns: turns(), atMs: clock.now() };
    const last = seen[index];
    const turned = last?.turns === now.turns ? last : now;
    seen[index] = turned;
    return now.atMs - turned.atMs <= 2 * intervalMs + STANDSTILL_MS;
  };
  const feed = () => {
    // Each is looked at, whatever the others do.
    if (loops.map(turnsStill).every(Boolean)) notify('WATCHDOG=1');
    cancel = clock.schedule(feed, feedMs);
  };
  let cancel = clock.schedule(feed, 0);
  return () => cancel();
}
