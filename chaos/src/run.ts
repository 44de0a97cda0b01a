import { inSandbox } from '@wanctl/testbed/sandbox';
import type { ChaosOptions } from './command-line.js';
import { FAULTS } from './faults/all.js';
import type { Fault } from './faults/fault.js';
import { type Random, randomOf } from './random.js';
import { resultTable } from './table.js';
import { type Trial, tryFault } from './trial.js';
import { openWorld } from './world/world.js';

/** Tries faults until the time is over and prints how that went; gives the exit status. */
export async function run({ seed, minutes, fault }: ChaosOptions): Promise<number> {
  const possible = FAULTS.filter(({ needsSandbox }) => inSandbox || !needsSandbox);
  const leftOut = FAULTS.length - possible.length;
  if (leftOut > 0) console.log(`${leftOut} faults are left out: they need root and /dev/net/tun`);
  console.log(`seed ${seed}`);
  const random = randomOf(seed);
  const world = await openWorld(random);
  const trials: Trial[] = [];
  const untilMs = performance.now() + minutes * 60_000;
  try {
    for (const next of sequence(possible, random, fault)) {
      const isFirstRound = trials.length < possible.length;
      if (!isFirstRound && performance.now() > untilMs) break;
      const trial = await tryFault(world, next, seed + trials.length, Number.POSITIVE_INFINITY);
      trials.push(trial);
      console.log(lineOf(trial));
    }
  } finally {
    await world.close();
  }
  console.log(resultTable(trials));
  return trials.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

/** The one fault that was asked for, or all of them in an order of chance, again and again. */
function* sequence(faults: readonly Fault[], random: Random, only: string | undefined): Generator<Fault> {
  if (only !== undefined) return yield* faults.filter(({ name }) => name === only);
  while (true) yield* random.shuffled(faults);
}

function lineOf({ fault, seed, problems, recoveryMs }: Trial): string {
  if (problems.length === 0) return `${fault}: well again after ${((recoveryMs ?? 0) / 1000).toFixed(1)} s`;
  return [
    `${fault}: NOT SURVIVED; to repeat it: npm run chaos -- --fault ${fault} --seed ${seed}`,
    ...problems.map((problem) => `  ${problem}`),
  ].join('\n');
}
