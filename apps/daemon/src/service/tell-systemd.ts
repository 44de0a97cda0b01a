import { messageOf, systemClock } from '@wanctl/core';
import { type Notify, openNotify } from './notify.js';
import { feedWatchdog, type WatchedLoop, watchdogMs } from './watchdog.js';

/** What systemd hears of a daemon's life. */
export interface Supervision {
  /** The daemon runs: feeds the watchdog from now on, if there is one. */
  ready(loops: readonly WatchedLoop[]): void;
  /** The daemon is about to end. */
  stopping(): void;
}

/** Supervision by systemd where it has started this process, else one that nobody hears. */
export async function tellSystemd(env: NodeJS.ProcessEnv): Promise<Supervision> {
  const notify = await openNotify(env).catch(cannotTell);
  let endFeeding = () => {};
  return {
    ready(loops) {
      notify?.('READY=1');
      const periodMs = watchdogMs(env);
      if (notify && periodMs !== null) {
        endFeeding = feedWatchdog(loops, periodMs, { notify, clock: systemClock });
      }
    },
    stopping() {
      endFeeding();
      notify?.('STOPPING=1');
    },
  };
}

function cannotTell(error: unknown): Notify | null {
  console.error(
    `wanctl: cannot tell systemd that it runs: ${messageOf(error)}; let the unit say Type=exec and no WatchdogSec`,
  );
  return null;
}
