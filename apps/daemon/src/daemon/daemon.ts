import {
  CLOCK,
  createContainer,
  delay,
  EVENTS,
  Events,
  LOGGER,
  provide,
  type StateLock,
  silentLogger,
  systemClock,
  type Transport,
} from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { loadPlugins } from './plugins.js';
import { startSummaries } from './summary-log.js';
import { createWan, type Wan } from './wan.js';
import { wishesOf } from './wan-plugins.js';

/** How often log files are looked after, ms: logrotate moves them without telling. */
const LOG_CHECK_MS = 60_000;

/** How the daemon behaves, beside what the files say. */
export interface DaemonOptions {
  /** DEBUG lines to the debug files and the console. */
  readonly debug: boolean;
  /** INFO lines to the console too. */
  readonly console: boolean;
}

/** A daemon with all its loops wired, locked and ready. */
export interface Daemon {
  readonly events: Events;
  /** Opens log files anew that somebody has moved away; done every minute by itself. */
  followLogFiles(): void;
  /** Starts every loop. Rejects when a probe cannot measure on this machine; then call `stop`. */
  start(): Promise<void>;
  /** Measures, decides, writes and saves once for every WAN; true when all of them could. */
  once(): Promise<boolean>;
  /** Stops the loops, saves all states, gives back the locks and closes all connections. */
  stop(): Promise<void>;
}

/**
 * Wires the daemon from WAN files and takes their locks. Throws a `WanctlError` with one clear line and leaves
 * nothing behind when a plugin, a log or a lock is not to be had.
 */
export async function createDaemon(
  settings: readonly WanSettings[],
  options: DaemonOptions,
): Promise<Daemon> {
  const root = createContainer();
  const events = new Events();
  provide(root, CLOCK, systemClock);
  provide(root, EVENTS, events);
  provide(root, LOGGER, silentLogger);
  await loadPlugins(root, settings.map(wishesOf));

  const transports = new Map<string, Transport>();
  const wans: Wan[] = [];
  const locks: StateLock[] = [];
  const release = async () => {
    // Whatever fails to end must not keep the rest from being given back.
    await Promise.allSettled(locks.map((lock) => lock.release()));
    await Promise.allSettled([...transports.values()].map((transport) => transport.close()));
    await Promise.allSettled(wans.map(({ log }) => log.close()));
  };
  try {
    for (const wan of settings) {
      wans.push(await createWan(root, wan, transports, options));
    }
    for (const { store, settings: wan } of wans) locks.push(await store.lock(wan.wanName));
  } catch (error) {
    await release();
    throw error;
  }

  const followLogFiles = () => {
    for (const { log } of wans) log.followFiles();
  };
  const following = setInterval(followLogFiles, LOG_CHECK_MS).unref();
  let endSummaries = () => {};
  return {
    events,
    followLogFiles,
    start: async () => {
      // All have to come to an end, one way or the other, before `stop` may follow.
      const results = await Promise.allSettled(wans.map(({ loop }) => loop.start()));
      const failed = results.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      endSummaries = startSummaries(
        wans.map(({ telemetry, log }) => ({ telemetry, logger: log })),
        systemClock,
      );
    },
    once: async () => (await Promise.all(wans.map((wan) => turnOnce(wan, events)))).every(Boolean),
    stop: async () => {
      endSummaries();
      clearInterval(following);
      await Promise.allSettled(wans.map(({ loop }) => loop.stop()));
      await release();
    },
  };
}

async function turnOnce({ loop, queues, settings }: Wan, events: Events): Promise<boolean> {
  let judged = false;
  const forget = events.on('tick', ({ wan, assessment }) => {
    judged ||= wan === settings.wanName && assessment !== null;
  });
  await loop.prepare();
  await delay(systemClock, settings.intervalMs);
  loop.tick();
  await queues.settled();
  forget();
  return judged && !queues.behind;
}
