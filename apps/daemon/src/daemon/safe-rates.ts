import { atMost, type Clock, delay, type Logger } from '@wanctl/core';
import type { Wan } from './wan.js';

/** A stop may take so much longer, ms: SIGTERM is to end the daemon within a second. */
const PATIENCE_MS = 500;
const RETRY_MS = 50;

/** Leaves the router with the limits that the WAN's file wants for a clean stop, if any, and tells how that went. */
export async function leaveSafeRates(
  { settings, queues, log }: Pick<Wan, 'settings' | 'queues'> & { readonly log: Logger },
  clock: Clock,
): Promise<void> {
  const wanted = settings.safe.onStopBps;
  if (wanted === null) return;
  const untilMs = clock.now() + PATIENCE_MS;
  queues.want(wanted);
  await atMost(clock, PATIENCE_MS, queues.settled());
  // A raise may have to wait for its budget.
  while (queues.behind && clock.now() < untilMs) {
    await delay(clock, RETRY_MS);
    queues.want(wanted);
    await atMost(clock, untilMs - clock.now(), queues.settled());
  }
  const { download, upload } = wanted;
  const rates = `${download / 1e6} Mbit/s down and ${upload / 1e6} up`;
  if (queues.behind) log.warn(`the router did not take the safe limits, ${rates}, in time; its limits stay`);
  else log.info(`left with the safe limits, ${rates}`);
}
