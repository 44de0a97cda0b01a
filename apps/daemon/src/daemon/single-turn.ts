import { type Clock, delay, type Events } from '@wanctl/core';
import type { Wan } from './wan.js';

/** How long a single decision waits for something to judge by, ms: the first answers may be late. */
const ONCE_MS = 5000;

/** Has a WAN measure, decide, write and save once; true when it could judge and the router has what it wants. */
export async function turnOnce(
  { loop, queues, settings }: Wan,
  events: Events,
  clock: Clock,
): Promise<boolean> {
  let judged = false;
  const forget = events.on('tick', ({ wan, assessment }) => {
    judged ||= wan === settings.wanName && assessment !== null;
  });
  await loop.prepare();
  const untilMs = clock.now() + ONCE_MS;
  do {
    await delay(clock, settings.intervalMs);
    loop.tick();
  } while (!judged && clock.now() < untilMs);
  await queues.settled();
  forget();
  return judged && !queues.behind;
}
