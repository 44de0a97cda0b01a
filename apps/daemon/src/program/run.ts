import type { Command } from 'commander';
import type { Exit } from './exit.js';

/** Adds `wanctl run`. */
export function addRun(program: Command, exit: Exit): void {
  program
    .command('run')
    .description('run the daemon (also without the word: wanctl --config FILE...)')
    .option('--config <file...>', 'WAN files and steering files')
    .option('--debug', 'also write the debug log, and everything to the console', false)
    .option('--oneshot', 'measure, decide and write once, then end', false)
    .addHelpText(
      'after',
      '\nExample:\n  wanctl run --config /etc/wanctl/wan1.yaml /etc/wanctl/wan2.yaml /etc/wanctl/steering.yaml',
    )
    .action(async (options, command: Command) => {
      if (!options.config) command.error('error: which WAN? Name its file: --config FILE');
      const { run } = await import('../commands/run.js');
      exit(await run(options));
    });
}
