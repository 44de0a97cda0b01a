import type { Command } from 'commander';
import { parseDuration } from './duration.js';
import type { Exit } from './exit.js';

/** Adds `wanctl demo`. */
export function addDemo(program: Command, exit: Exit): void {
  program
    .command('demo')
    .description('show the daemon at work against a simulated router and line')
    .option('--for <time>', 'end by itself, e.g. 30s or 2m', parseDuration)
    .addHelpText('after', '\nExample:\n  wanctl demo --for 60s')
    .action(async (options) => {
      const { demo } = await import('../commands/demo.js');
      exit(await demo({ forMs: options.for }));
    });
}
