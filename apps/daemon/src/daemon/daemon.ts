import {
  CLOCK,
  createContainer,
  delay,
  EVENTS,
  Events,
  LOGGER,
  provide,
  silentLogger,
  systemClock,
} from '@wanctl/core';
import { takeOverCalibration } from '../calibrate/take-over.js';
import { type WatchedParts, watchDaemon } from '../health/watch.js';
import { createLiveFeed } from '../live/feed.js';
import { openSockets } from '../local-socket/daemon-socket.js';
import { socketPathOf } from '../local-socket/socket-path.js';
import { type WatchedLoop, watchedLoop } from '../service/watchdog.js';
import { openDashboards } from './dashboard.js';
import type { LogWishes } from './ground.js';
import { sendHeartbeats } from './heartbeats.js';
import type { DaemonFiles } from './load-files.js';
import { loadPlugins } from './plugins.js';
import type { SharedRouter } from './router-access.js';
import { leaveSafeRates } from './safe-rates.js';
import { type Steering, wireSteering } from './steering.js';
import { steeringWishesOf } from './steering-plugins.js';
import { type Summarised, startSummaries } from './summary-log.js';
import { followLock, takeLock } from './tenure.js';
import { createWan, type Wan } from './wan.js';
import { wishesOf } from './wan-plugins.js';

/** How often log files are looked after, ms: logrotate moves them without telling. */
const LOG_CHECK_MS = 60_000;

/** How long a single decision waits for something to judge by, ms: the first answers may be late. */
const ONCE_MS = 5000;

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
 * process to process may come later.
 */
export async function createDaemon(
  files: DaemonFiles,
  wishes: LogWishes,
  { standsBy = false } = {},
): Promise<Daemon> {
  const root = createContainer();
  const events = new Events();
  provide(root, CLOCK, systemClock);
  provide(root, EVENTS, events);
  provide(root, LOGGER, silentLogger);
  await loadPlugins(root, [...files.wans.map(wishesOf), ...files.steerings.map(steeringWishesOf)]);

  const routers = new Map<string, SharedRouter>();
  const wans: Wan[] = [];
  const steerings: Steering[] = [];
  const parts = () => [...wans, ...steerings];
  const release = async () => {
    // Whatever fails to end must not keep the rest from being given back.
    await Promise.allSettled(parts().map(({ tenure }) => tenure.lock?.release()));
    await Promise.allSettled([...routers.values()].map(({ transport }) => transport.close()));
    await Promise.allSettled(parts().map(({ log }) => log.close()));
  };
  try {
    // The WANs first: what they say of a router that is shared counts.
    for (const wan of files.wans) wans.push(await createWan(root, wan, routers, wishes));
    const shared = { routers, wansHere: files.wans.map(({ wanName }) => wanName) };
    for (const steering of files.steerings) {
      steerings.push(await wireSteering(root, steering, shared, wishes));
    }
    for (const part of parts()) {
      const mayCome = standsBy && part.store.retryLockMs !== undefined;
      if (!(await takeLock(part, systemClock)) && !mayCome) throw part.tenure.refusal;
    }
    for (const wan of wans) if (wan.tenure.lock) await takeOverCalibration(wan, events);
  } catch (error) {
    await release();
    throw error;
  }

  for (const wan of wans) sendHeartbeats(wan, events, systemClock);
  const followLogFiles = () => {
    for (const { log } of parts()) log.followFiles();
  };
  const following = setInterval(followLogFiles, LOG_CHECK_MS).unref();
  let endWatching = async () => {};
  let hasStarted = false;
  const stopping = new AbortController();
  let followed: readonly Promise<void>[] = [];
  return {
    events,
    loops: parts().map(({ settings, telemetry }) => watchedLoop(settings.intervalMs, telemetry)),
    followLogFiles,
    start: async () => {
      hasStarted = true;
      endWatching = await beginWatching({ wans, steerings, routers: [...routers.values()] }, events);
      // All have to come to an end, one way or the other, before `stop` may follow. Steerings listen from the first.
      const ready = [...steerings, ...wans].filter(({ tenure }) => tenure.lock);
      const results = await Promise.allSettled(ready.map((part) => part.start()));
      const failed = results.find(({ status }) => status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason;
      followed = parts().flatMap((part) => {
        const { retryLockMs } = part.store;
        return retryLockMs === undefined ? [] : [followLock(part, retryLockMs, systemClock, stopping.signal)];
      });
    },
    once: () =>
      allOf([...steerings.map((steering) => steering.once()), ...wans.map((wan) => turnOnce(wan, events))]),
    resetSteerings: () => allOf(steerings.map(({ loop }) => loop.reset())),
    stop: async () => {
      await Promise.allSettled([endWatching()]);
      clearInterval(following);
      stopping.abort();
      await Promise.allSettled(followed);
      const running = parts().filter(({ tenure }) => tenure.lock);
      await Promise.allSettled(running.map(({ loop }) => loop.stop()));
      const left = hasStarted ? wans.filter(({ tenure }) => tenure.lock) : [];
      await Promise.allSettled(left.map((wan) => leaveSafeRates(wan, systemClock)));
      await Promise.allSettled(wans.map(({ endHistory }) => endHistory()));
      await release();
    },
  };
}

/** Lets others see what the daemon does: in the log, on the local sockets and on the dashboard. */
async function beginWatching(watched: WatchedParts, events: Events): Promise<() => Promise<void>> {
  const watch = watchDaemon(watched, events, systemClock);
  const parts = [...watched.wans, ...watched.steerings];
  const endSummaries = startSummaries(summarised(watched), watch.mark, systemClock);
  const places = parts.map(({ settings, log }) => ({ path: socketPathOf(settings.lockFile), logger: log }));
  const wanNames = watched.wans.map(({ settings }) => settings.wanName);
  const feed = createLiveFeed(wanNames, events, systemClock);
  const closeSockets = await openSockets(places, watch, feed);
  const closeDashboards = await openDashboards(watched, watch, feed);
  return async () => {
    endSummaries();
    watch.end();
    await closeSockets();
    await closeDashboards();
  };
}

function summarised({ wans, steerings }: WatchedParts): readonly Summarised[] {
  const withKind = (kind: Summarised['kind'], { settings, transport, log }: Wan | Steering): Summarised => ({
    ...{ kind, name: settings.wanName, router: transport.description, logger: log },
  });
  return [
    ...wans.map((wan) => withKind('wan', wan)),
    ...steerings.map((steering) => withKind('steering', steering)),
  ];
}

async function allOf(results: readonly Promise<boolean>[]): Promise<boolean> {
  return (await Promise.all(results)).every(Boolean);
}

async function turnOnce({ loop, queues, settings }: Wan, events: Events): Promise<boolean> {
  let judged = false;
  const forget = events.on('tick', ({ wan, assessment }) => {
    judged ||= wan === settings.wanName && assessment !== null;
  });
  await loop.prepare();
  const untilMs = systemClock.now() + ONCE_MS;
  do {
    await delay(systemClock, settings.intervalMs);
    loop.tick();
  } while (!judged && systemClock.now() < untilMs);
  await queues.settled();
  forget();
  return judged && !queues.behind;
}
