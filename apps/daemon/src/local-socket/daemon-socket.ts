import { type Logger, messageOf } from '@wanctl/core';
import type { LiveFeed } from '@wanctl/dashboard';
import type { Watch } from '../health/watch.js';
import { listenOn } from './listen.js';
import { answerFrom } from './request-handler.js';
import { streamLive } from './stream-live.js';

/** Where one WAN's socket lies and who hears when there can be none. */
export interface SocketPlace {
  readonly path: string;
  readonly logger: Logger;
}

/**
 * Answers questions about the daemon on a socket per WAN: `/health` (503 when degraded), `/mark`, and `/live`, which
 * goes on. Where a socket cannot be made, that is told once. The returned function ends all.
 */
export async function openSockets(
  places: readonly SocketPlace[],
  watch: Watch,
  feed: LiveFeed,
): Promise<() => Promise<void>> {
  const handler = answerFrom({
    pages: {
      '/health': () => {
        const body = watch.health();
        return { status: body.status === 'healthy' ? 200 : 503, body };
      },
      '/mark': () => ({ status: 200, body: watch.mark() }),
    },
    streams: { '/live': (response) => streamLive(feed, response) },
  });
  const endings = await Promise.all(
    places.map(async ({ path, logger }) => {
      try {
        return await listenOn(path, handler);
      } catch (error) {
        logger.warn(`"wanctl status" will not find this WAN: ${messageOf(error)}`);
        return async () => {};
      }
    }),
  );
  return async () => {
    await Promise.all(endings.map((end) => end()));
  };
}
