import type { PerDirection } from '@wanctl/core';
import { count } from '../device/counters.js';
import type { Router } from '../device/router.js';
import { seededRandom } from '../random.js';
import { findQueue, type LineNames } from './queues.js';
import { openReflector, type Reflector } from './reflectors.js';
import { createWanLink, type WanLink, type WanLinkOptions } from './wan-link.js';

/** A line behind the router. */
export interface WanOptions extends WanLinkOptions {
  readonly name: string;
  /**
   * Names of the queue tree entries that shape it, or of simple queues, which may be one and the same. They may
   * be added later; without one nothing is shaped.
   */
  readonly queues: PerDirection<string>;
  /** Name of the router's interface to it; `ether1` by default. */
  readonly interface?: string;
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
const DEFAULT_INTERFACE = 'ether1';

/** Starts a line: every 10 ms it takes its limits from the router's queues and moves their counters. */
export async function startWan(router: Router, options: WanOptions): Promise<Wan> {
  const { clock } = router;
  const line = { interface: DEFAULT_INTERFACE, ...options };
  const link = createWanLink(options);
  const random = seededRandom((options.seed ?? 1) + 1);
  const reflectors: Reflector[] = [];
  for (let index = 0; index < (options.reflectors ?? 1); index += 1) {
    reflectors.push(await openReflector(link, router, random));
  }
  let steppedMs = clock.now();
  const step = () => {
    const dtMs = clock.now() - steppedMs;
    steppedMs += dtMs;
    if (dtMs > 0 && router.up) stepThroughQueues(router, link, line, dtMs);
    clock.schedule(step, STEP_MS);
  };
  clock.schedule(step, STEP_MS);
  return { name: options.name, link, reflectors };
}

function stepThroughQueues(router: Router, link: WanLink, line: LineNames, dtMs: number): void {
  const port = router.tables.interface.rows.find(({ values }) => values['name'] === line.interface);
  const ways = [
    { direction: link.download, queue: findQueue(router, line, 'download'), port: port?.downloadCounters },
    { direction: link.upload, queue: findQueue(router, line, 'upload'), port: port?.counters },
  ].map((way) => ({ ...way, passedBytes: way.direction.passedBytes }));
  for (const { direction, queue } of ways) direction.shaperBps = queue?.limitBps ?? 0;
  link.step(dtMs);
  for (const { direction, queue, port: counters, passedBytes } of ways) {
    const bytes = direction.passedBytes - passedBytes;
    if (queue) count(queue.counters, bytes, direction.queuedBytes, dtMs, router.rateWindowMs);
    if (counters) count(counters, bytes, 0, dtMs, router.rateWindowMs);
  }
}
