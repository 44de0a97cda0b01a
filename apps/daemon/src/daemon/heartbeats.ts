import { asTransportError, type Clock, type Events, type Logger } from '@wanctl/core';
import { heartbeat } from '../router-setup/dead-man.js';
import type { Wan } from './wan.js';

/** Heartbeats in the time after which the router takes over, so that it does not for one that is lost. */
const BEATS = 5;

/**
 * While the WAN's loop turns, lets the router know where the file wants that; a loop that stands still is as good as
 * none. What fails is told once.
 */
export function sendHeartbeats(
  { settings, transport, log }: Pick<Wan, 'settings' | 'transport'> & { readonly log: Logger },
  events: Events,
  clock: Clock,
): void {
  const { wanName, safe } = settings;
  const minutes = safe.deadManMinutes;
  if (minutes === null) return;
  const periodMs = (minutes * 60_000) / BEATS;
  let beatAtMs = Number.NEGATIVE_INFINITY;
  let told = '';
  const beat = async () => {
    // The number comes from the calendar, so that the entries of a daemon before this one are not met again.
    const fault = await transport
      .run(heartbeat(wanName, minutes, Math.floor(clock.wall().getTime() / periodMs)))
      .then(() => '', faultOf);
    if (fault !== told) {
      if (fault === '') log.info('heartbeats reach the router again');
      else
        log.warn(
          `no heartbeat to the router, which sets the ceilings after ${minutes} min without: ${fault}`,
        );
    }
    told = fault;
  };
  events.on('tick', ({ wan }) => {
    if (wan !== wanName || clock.now() - beatAtMs < periodMs) return;
    beatAtMs = clock.now();
    void beat();
  });
}

/** What is there already is this very heartbeat, of the daemon before a restart. */
function faultOf(thrown: unknown): string {
  const { message } = asTransportError(thrown);
  return message.includes('already have') ? '' : message;
}
