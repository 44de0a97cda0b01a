import type { Conditions } from '@wanctl/testbed/lines';
import { WANS } from '../world/files.js';
import { REFLECTORS } from '../world/router.js';
import type { World } from '../world/world.js';
import type { Fault, Heal } from './fault.js';

const BETWEEN_DEATHS_MS = 2000;
const CALM = { silent: 0, extraMs: 0, jitterMs: 0, copies: 1 };

/** What becomes of the hosts that answer probes, and of their answers. */
export const REFLECTOR_FAULTS: readonly Fault[] = [
  { name: 'reflector-dies', holdMs: 6000, strike: onOneWan({ silent: 1 }) },
  { name: 'all-reflectors-of-a-wan-die', holdMs: 8000, strike: onOneWan({ silent: REFLECTORS }) },
  { name: 'rtt-spikes', holdMs: 4000, strike: onOneWan({ extraMs: 400 }) },
  {
    name: 'replies-twice-and-in-disorder',
    holdMs: 8000,
    needsSandbox: true,
    strike: onOneWan({ copies: 3, jitterMs: 500 }),
  },
  {
    name: 'reflectors-die-one-by-one',
    holdMs: 8000,
    strike(world) {
      let silent = 0;
      const timer = setInterval(() => {
        silent += 1;
        setAll(world, { silent });
      }, BETWEEN_DEATHS_MS);
      return () => {
        clearInterval(timer);
        setAll(world, CALM);
      };
    },
  },
  {
    name: 'all-reflectors-die',
    holdMs: 8000,
    strike(world) {
      setAll(world, { silent: REFLECTORS });
      return () => setAll(world, CALM);
    },
  },
];

function onOneWan(change: Partial<Conditions>): Fault['strike'] {
  return ({ lines }, random): Heal => {
    const wan = random.pick(WANS);
    lines.set(wan, change);
    return () => lines.set(wan, CALM);
  };
}

function setAll({ lines }: World, change: Partial<Conditions>): void {
  for (const wan of WANS) lines.set(wan, change);
}
