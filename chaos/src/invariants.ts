import type { Look } from './look.js';
import { BOUNDS, INTERVAL_MS, LOGIN, queueOf, WANS } from './world/files.js';
import { DIRECTIONS } from './world/router.js';

/** How much memory may grow from the first look at a process to any later one, bytes. */
const GROWTH_BYTES = 40e6;

const SECRETS = [LOGIN.password, Buffer.from(`${LOGIN.name}:${LOGIN.password}`).toString('base64')];

/** Something that must hold: gives what is wrong, a clause each. */
export type Invariant = (now: Look, before: Look) => readonly string[];

/** What holds at any time, whatever is wrong. */
export const ALWAYS: readonly Invariant[] = [
  ({ limitsMbps }) =>
    queues().flatMap(({ queue, floor_mbps, ceiling_mbps }) => {
      const limit = limitsMbps.get(queue);
      const isWithin = limit === undefined || (limit >= floor_mbps && limit <= ceiling_mbps);
      return isWithin
        ? []
        : [`${queue} is limited to ${limit} Mbit/s, allowed are ${floor_mbps} to ${ceiling_mbps}`];
    }),
  ({ states }) =>
    [...states].flatMap(([name, { document, damaged }]) =>
      document && !damaged ? [] : [`the state file of ${name} is ${document ? 'damaged' : 'lost'}`],
    ),
  ({ health }) =>
    (health?.wans ?? []).flatMap(({ name, router_connectivity: { writes_per_hour: used, ...router } }) =>
      used <= router.write_budget_per_hour ? [] : [`${name} has written ${used} limits within the hour`],
    ),
  ({ logs }) => (SECRETS.some((secret) => logs.includes(secret)) ? ['a log shows the password'] : []),
];

/** What holds again after a while when the fault is over. */
export const RECOVERED: readonly Invariant[] = [
  ({ health }) => (health ? [] : ['the daemon does not answer']),
  ({ health }) =>
    (health?.wans ?? []).flatMap(({ name, measurement }) =>
      measurement.available ? [] : [`${name} does not measure`],
    ),
  ({ health }) =>
    [...(health?.wans ?? []), ...(health?.steerings ?? [])].flatMap(
      ({ name, router_connectivity: router }) =>
        router.consecutive_failures === 0 ? [] : [`${name} does not reach the router`],
    ),
  ({ health, limitsMbps }) =>
    (health?.wans ?? []).flatMap((wan) =>
      DIRECTIONS.flatMap((direction) => {
        const [told, real] = [wan[direction].current_rate_mbps, limitsMbps.get(queueOf(wan.name, direction))];
        return told === real
          ? []
          : [`${wan.name} ${direction}: health says ${told} Mbit/s, the router ${real}`];
      }),
    ),
  ({ health, steered }) =>
    (health?.steerings ?? []).flatMap(({ name, steering }) =>
      steering.enabled === steered ? [] : [`${name}: health says ${steering.enabled}, the rule ${steered}`],
    ),
];

/** What has held in the meantime: nobody ended but by a signal, no turn has failed, and memory has not grown. */
export const LIVED_ON: readonly Invariant[] = [
  ({ falls }, before) =>
    falls.slice(before.falls.length).map((words) => `the daemon ended by itself: ${words}`),
  ({ health, rssBytes }, before) =>
    health?.pid === before.health?.pid && rssBytes > before.rssBytes + GROWTH_BYTES
      ? [`memory has grown from ${mb(before.rssBytes)} to ${mb(rssBytes)}`]
      : [],
  (now, before) =>
    loopsOf(now).flatMap(({ name, cycle_budget: { failed_count } }) =>
      failed_count > figureBefore(name, now, before, 'failed_count') ? [`a turn of ${name} has failed`] : [],
    ),
];

/** No loop has waited for what was wrong; when the machine was busy with others, that is not the daemon's fault. */
export const NO_TICK_MISSED: Invariant = (now, before) =>
  loopsOf(now).flatMap(({ name, cycle_budget: { overrun_count } }) => {
    const missed = overrun_count - figureBefore(name, now, before, 'overrun_count');
    return missed > Math.floor((now.waitedMs - before.waitedMs) / INTERVAL_MS)
      ? [`${name} has missed ${missed} ticks`]
      : [];
  });

/** All that is wrong. */
export function problemsOf(invariants: readonly Invariant[], now: Look, before: Look): string[] {
  return invariants.flatMap((invariant) => invariant(now, before));
}

function queues() {
  return WANS.flatMap((wan) =>
    DIRECTIONS.map((direction) => ({ queue: queueOf(wan, direction), ...BOUNDS[direction] })),
  );
}

function loopsOf({ health }: Look) {
  return [...(health?.wans ?? []), ...(health?.steerings ?? [])];
}

/** A loop's figure at the earlier look; 0 when that was another process. */
function figureBefore(
  name: string,
  now: Look,
  before: Look,
  figure: 'failed_count' | 'overrun_count',
): number {
  if (now.health?.pid !== before.health?.pid) return 0;
  return loopsOf(before).find((loop) => loop.name === name)?.cycle_budget[figure] ?? 0;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
