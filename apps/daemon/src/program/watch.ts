import type { Command } from 'commander';
import type { Exit } from './exit.js';

/** Adds `wanctl watch`. */
export function addWatch(program: Command, exit: Exit): void {
  program
    .command('watch')
    .description('show running daemons live: limits, load, delay and why; in lines without a terminal')
    .option('--config <file...>', 'WAN and steering files; without them, all daemons of this machine')
    .addHelpText('after', '\nExample:\n  wanctl watch --config /etc/wanctl/wan1.yaml')
    .action(async (options) => {
      const { watch } = await import('../commands/watch.js');
      exit(await watch(options));
    });
}
