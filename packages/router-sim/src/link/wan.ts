import type { Clock, PerDirection } from '@wanctl/core';
import { count } from '../device/counters.js';
import type { Router } from '../device/router.js';
import { isInvalid } from '../device/rows.js';
import { seededRandom } from '../random.js';
import type { Direction } from './direction.js';
import { openReflector, type Reflector } from './reflectors.js';
import { createWanLink, type WanLink, type WanLinkOptions } from './wan-link.js';

/** A line behind the router. */
export interface WanOptions extends WanLinkOptions {
  readonly name: string;
  /** Names of the queue tree entries that shape it. They may be added later; without one nothing is shaped. */
  readonly queues: PerDirection<string>;
  /** How many reflectors answer behind it; 1 by default. */
  readonly reflectors?: number;
}

/** A line behind the router, running. */
export interface Wan {
  readonly name: string;
  readonly link: WanLink;
  readonly reflectors: readonly Reflector[];
}

const STEP_MS = 10;

/** Starts a line: every 10 ms it takes its limits from the router's queues and moves their counters. */
export async function startWan(router: Router, clock: Clock, options: WanOptions): Promise<Wan> {
  const link = createWanLink(options);
  const random = seededRandom((options.seed ?? 1) + 1);
  const reflectors: Reflector[] = [];
  for (let index = 0; index < (options.reflectors ?? 1); index += 1) {
    reflectors.push(await openReflector(link, clock, random));
  }
  let steppedMs = clock.now();
  const step = () => {
    const dtMs = clock.now() - steppedMs;
    steppedMs += dtMs;
    if (dtMs > 0) stepThroughQueues(router, link, options.queues, dtMs);
    clock.schedule(step, STEP_MS);
  };
  clock.schedule(step, STEP_MS);
  return { name: options.name, link, reflectors };
}

function stepThroughQueues(router: Router, link: WanLink, queues: PerDirection<string>, dtMs: number): void {
  const download = attach(router, queues.download, link.download, dtMs);
  const upload = attach(router, queues.upload, link.upload, dtMs);
  link.step(dtMs);
  download();
  upload();
}

/** Sets a direction's limit to its queue's; the returned function counts what has passed since. */
function attach(router: Router, queue: string, direction: Direction, dtMs: number): () => void {
  const table = router.tables['queue/tree'];
  const row = table.rows.find(({ values }) => values['name'] === queue);
  const active = row && row.values['disabled'] !== 'true' && !isInvalid(router, table, row) ? row : undefined;
  const { passedBytes } = direction;
  direction.shaperBps = Number(active?.values['max-limit'] ?? 0);
  return () => {
    if (active) count(active.counters, direction.passedBytes - passedBytes, direction.queuedBytes, dtMs);
  };
}
