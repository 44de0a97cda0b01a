import type { Direction } from '@wanctl/core';
import { type Certificate, type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { BOUNDS, LOGIN, queueOf, RULE } from './files.js';

/** Reflectors behind each WAN. */
export const REFLECTORS = 3;
/** Both directions of a WAN. */
export const DIRECTIONS = ['download', 'upload'] as const satisfies readonly Direction[];

/** A router with a line, queues and a rule as the daemon needs them, whose web server resents aborted requests. */
export async function startRouter(wans: readonly string[], certificate: Certificate): Promise<RouterSim> {
  const router = await startRouterSim({
    certificate,
    abortDamage: true,
    latency: 'chr',
    users: [{ ...LOGIN, policies: ['read', 'write', 'rest-api', 'ssh'] }],
    wans: wans.map((name) => ({
      name,
      queues: { download: queueOf(name, 'download'), upload: queueOf(name, 'upload') },
      download: { capacityBps: 100e6 },
      upload: { capacityBps: 20e6 },
      reflectors: REFLECTORS,
    })),
  });
  router.add('queue/type', { name: 'cake', kind: 'cake' });
  for (const wan of wans) for (const direction of DIRECTIONS) addQueue(router, wan, direction);
  addRule(router);
  return router;
}

/** Makes a queue, at its ceiling. */
export function addQueue(router: RouterSim, wan: string, direction: Direction): void {
  const limit = `${BOUNDS[direction].ceiling_mbps}M`;
  router.add('queue/tree', {
    name: queueOf(wan, direction),
    parent: 'global',
    queue: 'cake',
    'max-limit': limit,
  });
}

/** Makes the rule of the steering, disabled. */
export function addRule(router: RouterSim): void {
  router.add('ip/firewall/mangle', { comment: RULE, chain: 'prerouting', disabled: 'yes' });
}
