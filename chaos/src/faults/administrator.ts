import { BOUNDS, queueOf, RULE, WANS } from '../world/files.js';
import { addQueue, addRule, DIRECTIONS } from '../world/router.js';
import { type Fault, nothingToHeal } from './fault.js';

/** What somebody else changes on the router. */
export const ADMINISTRATOR_FAULTS: readonly Fault[] = [
  {
    name: 'queue-renamed',
    holdMs: 8000,
    strike({ router }, random) {
      const queue = queueOf(random.pick(WANS), random.pick(DIRECTIONS));
      router.set('queue/tree', queue, { name: `${queue}-old` });
      return () => router.set('queue/tree', `${queue}-old`, { name: queue });
    },
  },
  {
    name: 'queue-deleted',
    holdMs: 8000,
    strike({ router }, random) {
      const [wan, direction] = [random.pick(WANS), random.pick(DIRECTIONS)];
      router.remove('queue/tree', queueOf(wan, direction));
      return () => addQueue(router, wan, direction);
    },
  },
  {
    name: 'limit-edited',
    holdMs: 0,
    strike({ router }, random) {
      const [wan, direction] = [random.pick(WANS), random.pick(DIRECTIONS)];
      const { floor_mbps, ceiling_mbps } = BOUNDS[direction];
      const limit = `${random.between(floor_mbps, ceiling_mbps)}M`;
      router.set('queue/tree', queueOf(wan, direction), { 'max-limit': limit });
      return nothingToHeal;
    },
  },
  {
    name: 'rule-toggled',
    holdMs: 0,
    strike({ router }) {
      const rule = router.rows('ip/firewall/mangle').find(({ comment }) => comment === RULE);
      const disabled = rule?.['disabled'] === 'true' ? 'no' : 'yes';
      router.set('ip/firewall/mangle', rule?.['.id'] ?? '', { disabled });
      return nothingToHeal;
    },
  },
  {
    name: 'rule-deleted',
    holdMs: 8000,
    strike({ router }) {
      const rule = router.rows('ip/firewall/mangle').find(({ comment }) => comment === RULE);
      router.remove('ip/firewall/mangle', rule?.['.id'] ?? '');
      return () => addRule(router);
    },
  },
];
