import type { Command } from 'commander';
import type { Exit } from './exit.js';

/** Adds `wanctl check-config`. */
export function addCheckConfig(program: Command, exit: Exit): void {
  program
    .command('check-config')
    .description('check configuration files without running anything')
    .argument('<file...>', 'files to check')
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  wanctl check-config /etc/wanctl/wan1.yaml')
    .action(async (files, options) => {
      const { checkConfig } = await import('../commands/check-config.js');
      exit(await checkConfig(files, options, { print: console.log, env: process.env }));
    });
}
