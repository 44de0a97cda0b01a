import type { Command } from 'commander';
import { parseDuration } from './duration.js';
import type { Exit } from './exit.js';

/** Adds `wanctl profile`. */
export function addProfile(program: Command, exit: Exit): void {
  program
    .command('profile')
    .description('show what the running daemon takes: times, CPU, memory, and how much of the budgets')
    .option('--config <file...>', 'WAN and steering files; without them, all daemons of this machine')
    .option('--for <time>', 'measure for so long, e.g. 60s; without it, the last minute', parseDuration)
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  wanctl profile --for 60s')
    .action(async ({ for: forMs, ...options }) => {
      const { profile } = await import('../commands/profile.js');
      exit(await profile({ ...options, forMs }, console.log));
    });
}
