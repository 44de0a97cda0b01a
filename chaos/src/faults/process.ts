import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, nothingToHeal } from './fault.js';

const KILLS = 3;

/** What becomes of the process. */
export const PROCESS_FAULTS: readonly Fault[] = [
  {
    name: 'terminated',
    holdMs: 0,
    stalls: true,
    async strike({ daemon }) {
      await daemon.during(async () => {}, 'SIGTERM');
      return nothingToHeal;
    },
  },
  {
    name: 'killed-at-any-instant',
    holdMs: 0,
    stalls: true,
    async strike({ daemon }, random) {
      for (let kill = 0; kill < KILLS; kill += 1) {
        await daemon.during(async () => {});
        await sleep(random.between(0, 2000));
      }
      return nothingToHeal;
    },
  },
];
