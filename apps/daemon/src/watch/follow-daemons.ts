import { type Clock, messageOf } from '@wanctl/core';
import type { LiveRecord } from '@wanctl/dashboard';
import type { Health } from '../health/health.js';
import { askDaemons, type Running, type WanSocket } from '../local-socket/find-daemons.js';
import { followLive } from '../local-socket/follow-live.js';
import { NOTHING_SEEN, type Seen, without, withRecord } from './seen.js';

/** How often daemons are asked how they are, and looked for while they are gone, ms. */
const PERIOD_MS = 1000;

/** Follows daemons from the outside. */
export interface Following {
  seen(): Seen;
  end(): void;
}

/**
 * Follows the daemons behind the sockets, through their ends and returns. Throws as `askDaemon` does when they cannot
 * be asked at the start.
 */
export async function followDaemons(sockets: readonly WanSocket[], clock: Clock): Promise<Following> {
  const ending = new AbortController();
  const followed = new Set<number>();
  let seen = NOTHING_SEEN;
  const follow = async ({ path, answer }: Running<Health>) => {
    followed.add(answer.pid);
    seen = without(
      seen,
      [...answer.wans, ...answer.steerings].map(({ name }) => name),
    );
    const take = (record: LiveRecord) => {
      seen = withRecord(seen, record);
    };
    await followLive(path, take, ending.signal);
    followed.delete(answer.pid);
  };
  const look = async () => {
    const { running, silent } = await askDaemons<Health>(sockets, '/health');
    const missing = silent.map(({ wan, path }) => `${wan}: not running, waiting for it at ${path}`);
    seen = { ...seen, healths: running.map(({ answer }) => answer), missing };
    for (const daemon of running) if (!followed.has(daemon.answer.pid)) void follow(daemon);
  };
  const lookOn = async () => {
    await look().catch((error) => {
      seen = { ...seen, healths: [], missing: [messageOf(error)] };
    });
    if (!ending.signal.aborted) cancel = clock.schedule(() => void lookOn(), PERIOD_MS);
  };
  await look();
  let cancel = clock.schedule(() => void lookOn(), PERIOD_MS);
  const end = () => {
    cancel();
    ending.abort();
  };
  return { seen: () => seen, end };
}
