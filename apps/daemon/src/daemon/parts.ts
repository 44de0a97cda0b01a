import {
  CLOCK,
  type Clock,
  type Container,
  createContainer,
  EVENTS,
  Events,
  LOGGER,
  provide,
  silentLogger,
} from '@wanctl/core';
import { takeOverCalibration } from '../calibrate/take-over.js';
import type { LogWishes } from './ground.js';
import type { DaemonFiles } from './load-files.js';
import { loadPlugins } from './plugins.js';
import type { SharedRouter } from './router-access.js';
import { type Steering, wireSteering } from './steering.js';
import { steeringWishesOf } from './steering-plugins.js';
import { takeLock } from './tenure.js';
import { createWan, type Wan } from './wan.js';
import { wishesOf } from './wan-plugins.js';

/** All that a daemon consists of. */
export interface Parts {
  readonly clock: Clock;
  readonly events: Events;
  readonly wans: Wan[];
  readonly steerings: Steering[];
  /** The connections that files share. */
  readonly routers: Map<string, SharedRouter>;
}

/**
 * Wires a daemon's parts and takes their locks; with `standsBy` a lock that passes from process to process may come
 * later. Throws a `WanctlError` and leaves nothing behind when one of them is not to be had.
 */
export async function wireParts(
  files: DaemonFiles,
  wishes: LogWishes,
  { standsBy, clock }: { standsBy: boolean; clock: Clock },
): Promise<Parts> {
  const parts: Parts = { clock, events: new Events(), wans: [], steerings: [], routers: new Map() };
  const root = await rootContainer(files, parts);
  try {
    await wireLoops(root, files, wishes, parts);
    await takeLocks(parts, standsBy);
  } catch (error) {
    await releaseParts(parts);
    throw error;
  }
  return parts;
}

/** The WANs and steerings together: what has a loop. */
export function loopsOf({ wans, steerings }: Parts): readonly (Wan | Steering)[] {
  return [...wans, ...steerings];
}

/** Gives back locks, connections and logs; whatever fails to end does not keep the rest from being given back. */
export async function releaseParts(parts: Parts): Promise<void> {
  await Promise.allSettled(loopsOf(parts).map(({ tenure }) => tenure.lock?.release()));
  for (const { unwatch } of loopsOf(parts)) unwatch();
  await Promise.allSettled([...parts.routers.values()].map(({ transport }) => transport.close()));
  await Promise.allSettled(loopsOf(parts).map(({ log }) => log.close()));
}

async function rootContainer(files: DaemonFiles, { clock, events }: Parts): Promise<Container> {
  const root = createContainer();
  provide(root, CLOCK, clock);
  provide(root, EVENTS, events);
  provide(root, LOGGER, silentLogger);
  await loadPlugins(root, [...files.wans.map(wishesOf), ...files.steerings.map(steeringWishesOf)]);
  return root;
}

async function wireLoops(
  root: Container,
  files: DaemonFiles,
  wishes: LogWishes,
  { wans, steerings, routers }: Parts,
): Promise<void> {
  // The WANs first: what they say of a router that is shared counts.
  for (const wan of files.wans) wans.push(await createWan(root, wan, routers, wishes));
  const shared = { routers, wansHere: files.wans.map(({ wanName }) => wanName) };
  for (const steering of files.steerings) {
    steerings.push(await wireSteering(root, steering, shared, wishes));
  }
}

async function takeLocks(parts: Parts, standsBy: boolean): Promise<void> {
  for (const part of loopsOf(parts)) {
    const mayCome = standsBy && part.store.retryLockMs !== undefined;
    if (!(await takeLock(part, parts.clock)) && !mayCome) throw part.tenure.refusal;
  }
  for (const wan of parts.wans) if (wan.tenure.lock) await takeOverCalibration(wan, parts.events);
}
