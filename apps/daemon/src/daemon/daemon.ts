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
} from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';
import { watchDaemon } from '../health/watch.js';
import { openSockets } from '../local-socket/daemon-socket.js';
import { socketPathOf } from '../local-socket/socket-path.js';
import { loadPlugins } from './plugins.js';
import type { SharedRouter } from './router-access.js';
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

  const routers = new Map<string, SharedRouter>();
  const wans: Wan[] = [];
  const locks: StateLock[] = [];
  const release = async () => {
    // Whatever fails to end must not keep the rest from being given back.
    await Promise.allSettled(locks.map((lock) => lock.release()));
    await Promise.allSettled([...routers.values()].map(({ transport }) => transport.close()));
    await Promise.allSettled(wans.map(({ log }) => log.close()));
  };
  try {
    for (const wan of settings) {
      wans.push(await createWan(root, wan, routers, options));
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
  let endWatching = async () => {};
  return {
    events,
    followLogFiles,
    start: async () => {
      endWatching = await beginWatching(wans, [...routers.values()], events);
      // All have to come to an end, one way or the other, before `stop` may follow.
      const results = await Promise.allSettled(wans.map(({ loop }) => loop.start()));
      const failed = results.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
    },
    once: async () => (await Promise.all(wans.map((wan) => turnOnce(wan, events)))).every(Boolean),
    stop: async () => {
      await Promise.allSettled([endWatching()]);
      clearInterval(following);
      await Promise.allSettled(wans.map(({ loop }) => loop.stop()));
      await Promise.allSettled(wans.map(({ endHistory }) => endHistory()));
      await release();
    },
  };
}

/** Lets others see what the daemon does: in the log and on the local sockets. */
async function beginWatching(
  wans: readonly Wan[],
  routers: readonly SharedRouter[],
  events: Events,
): Promise<() => Promise<void>> {
  const watch = watchDaemon(wans, routers, events, systemClock);
  const summarised = wans.map(({ settings, transport, log }) => ({
    name: settings.wanName,
    router: transport.description,
    logger: log,
  }));
  const endSummaries = startSummaries(summarised, watch.mark, systemClock);
  const places = wans.map(({ settings, log }) => ({ path: socketPathOf(settings.lockFile), logger: log }));
  const closeSockets = await openSockets(places, watch);
  return async () => {
    endSummaries();
    watch.end();
    await closeSockets();
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
