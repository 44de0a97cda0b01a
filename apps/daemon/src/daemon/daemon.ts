import { type Clock, type Events, systemClock } from '@wanctl/core';
import { type WatchedLoop, watchedLoop } from '../service/watchdog.js';
import type { LogWishes } from './ground.js';
import { sendHeartbeats } from './heartbeats.js';
import type { DaemonFiles } from './load-files.js';
import { loopsOf, releaseParts, wireParts } from './parts.js';
import { createRun } from './run.js';
import { turnOnce } from './single-turn.js';

/** How often log files are looked after, ms: logrotate moves them without telling. */
const LOG_CHECK_MS = 60_000;

/** A daemon with all its loops wired, locked and ready. */
export interface Daemon {
  readonly events: Events;
  /** How each loop turns. */
  readonly loops: readonly WatchedLoop[];
  /** Opens log files anew that somebody has moved away; done every minute by itself. */
  followLogFiles(): void;
  /** Starts every loop. Rejects when a probe cannot measure on this machine; then call `stop`. */
  start(): Promise<void>;
  /** Measures, decides, writes and saves once for every WAN and steering; true when all of them could. */
  once(): Promise<boolean>;
  /** Has every steering forget all and disable its rules; true when these are seen disabled. */
  resetSteerings(): Promise<boolean>;
  /** Stops the loops, saves all states, gives back the locks and closes all connections. */
  stop(): Promise<void>;
}

/**
 * Wires the daemon from WAN files and steering files and takes their locks. Throws a `WanctlError` with one clear line
 * and leaves nothing behind when a plugin, a log or a lock is not to be had; with `standsBy` a lock that passes from
 * process to process may come later. All loops, and what watches them, go by `clock`.
 */
export async function createDaemon(
  files: DaemonFiles,
  wishes: LogWishes,
  { standsBy = false, clock = systemClock }: { standsBy?: boolean; clock?: Clock } = {},
): Promise<Daemon> {
  const parts = await wireParts(files, wishes, { standsBy, clock });
  const { events, wans, steerings } = parts;
  for (const wan of wans) sendHeartbeats(wan, events, clock);
  const followLogFiles = () => {
    for (const { log } of loopsOf(parts)) log.followFiles();
  };
  const following = setInterval(followLogFiles, LOG_CHECK_MS).unref();
  const run = createRun(parts);
  return {
    events,
    loops: loopsOf(parts).map(({ settings, telemetry }) => watchedLoop(settings.intervalMs, telemetry)),
    followLogFiles,
    start: run.start,
    once: () =>
      allOf([
        ...steerings.map((steering) => steering.once()),
        ...wans.map((wan) => turnOnce(wan, events, clock)),
      ]),
    resetSteerings: () => allOf(steerings.map(({ loop }) => loop.reset())),
    stop: async () => {
      clearInterval(following);
      await run.stop();
      await releaseParts(parts);
    },
  };
}

async function allOf(results: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(results)).every(Boolean);
}
