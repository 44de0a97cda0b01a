#!/usr/bin/env node
import { startRouterSim } from '../router-sim.js';
import { addQueues } from './add-queues.js';
import { describe } from './describe.js';
import { parseCommandLine, USAGE } from './parse-command-line.js';

process.exitCode = await main(process.argv.slice(2)).catch((error: Error) => {
  console.error(`wanctl-router-sim: ${error.message}`);
  return 1;
});

/** Runs a simulated router until SIGINT or SIGTERM; gives the exit status. */
async function main(words: readonly string[]): Promise<number> {
  let options: ReturnType<typeof parseCommandLine>;
  try {
    options = parseCommandLine(words);
  } catch (error) {
    console.error(`wanctl-router-sim: ${(error as Error).message}`);
    return 2;
  }
  if (!options) {
    console.log(USAGE);
    return 0;
  }
  const sim = await startRouterSim(options);
  addQueues(sim, options.wans ?? []);
  for (const line of describe(sim)) console.log(line);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await sim.close();
  return 0;
}
