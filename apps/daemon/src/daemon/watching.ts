import { watchDaemon } from '../health/watch.js';
import { createLiveFeed } from '../live/feed.js';
import { openSockets } from '../local-socket/daemon-socket.js';
import { socketPathOf } from '../local-socket/socket-path.js';
import { openDashboards } from './dashboard.js';
import { loopsOf, type Parts } from './parts.js';
import type { Steering } from './steering.js';
import { type Summarised, startSummaries } from './summary-log.js';
import type { Wan } from './wan.js';

/** Lets others see what the daemon does: in the log, on the local sockets and on the dashboard. Gives what ends it. */
export async function beginWatching(parts: Parts): Promise<() => Promise<void>> {
  const { wans, events, clock } = parts;
  const watched = { ...parts, routers: [...parts.routers.values()] };
  const watch = watchDaemon(watched, events, clock);
  const endSummaries = startSummaries(summarised(parts), watch.mark, clock);
  const places = loopsOf(parts).map(({ settings, log }) => {
    return { path: socketPathOf(settings.lockFile), logger: log };
  });
  const wanNames = wans.map(({ settings }) => settings.wanName);
  const feed = createLiveFeed(wanNames, events, clock);
  const closeSockets = await openSockets(places, watch, feed);
  const closeDashboards = await openDashboards(watched, watch, feed, clock);
  return async () => {
    endSummaries();
    watch.end();
    await closeSockets();
    await closeDashboards();
  };
}

function summarised({ wans, steerings }: Parts): readonly Summarised[] {
  const withKind = (kind: Summarised['kind'], { settings, transport, log }: Wan | Steering): Summarised => ({
    ...{ kind, name: settings.wanName, router: transport.description, logger: log },
  });
  return [
    ...wans.map((wan) => withKind('wan', wan)),
    ...steerings.map((steering) => withKind('steering', steering)),
  ];
}
