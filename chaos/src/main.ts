import { messageOf } from '@wanctl/core';
import { enterSandbox, inSandbox, mayHaveSandbox, system } from '@wanctl/testbed/sandbox';
import prettyMs from 'pretty-ms';
import { parseCommandLine } from './command-line.js';
import { killDaemons, type Toll } from './kills.js';
import { run } from './run.js';

/** Kills from one line of progress to the next. */
const TOLD_EVERY = 100;

process.exit(await main());

async function main(): Promise<number> {
  const options = parseCommandLine(process.argv);
  try {
    if (!inSandbox && mayHaveSandbox) return await enterSandbox();
    if (inSandbox) system('ip link set lo up');
    return options.kills === undefined ? await run(options) : await kill(options.kills, options.seed);
  } catch (error) {
    console.error(`chaos: ${messageOf(error)}`);
    return 1;
  }
}

async function kill(count: number, seed: number): Promise<number> {
  const line = ({ kills, lost, duringSave }: Toll) =>
    `${kills} kills, ${duringSave} of them during a save: ${lost} lost states`;
  const startedMs = performance.now();
  const toll = await killDaemons(count, seed, (now) => {
    if (now.kills % TOLD_EVERY === 0) console.log(line(now));
  });
  console.log(`seed ${seed}; in ${prettyMs(performance.now() - startedMs)} ${line(toll)}`);
  return toll.lost === 0 ? 0 : 1;
}
