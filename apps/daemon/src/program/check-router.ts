import { systemClock } from '@wanctl/core';
import type { Command } from 'commander';
import type { Exit } from './exit.js';

/** Adds `wanctl check-router`. */
export function addCheckRouter(program: Command, exit: Exit): void {
  program
    .command('check-router')
    .description('look what is wrong on the router, and tell the commands that mend it')
    .requiredOption('--config <file...>', 'WAN files and steering files')
    .option(
      '--fix',
      'make the changes that do no harm, after asking; a file to take them back is written',
      false,
    )
    .option('--yes', 'with --fix: do not ask', false)
    .option('--wear', 'also write a value to itself five times and count the flash sectors', false)
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  wanctl check-router --config /etc/wanctl/wan1.yaml')
    .action(async (options, command: Command) => {
      if (options.fix && !options.yes && !process.stdin.isTTY)
        command.error('error: --fix asks before it changes something; without a terminal, add --yes');
      const { checkRouters } = await import('../commands/check-router.js');
      exit(
        await checkRouters(options, { clock: systemClock, print: console.log, note: console.error, confirm }),
      );
    });
}

async function confirm(message: string): Promise<boolean> {
  const clack = await import('@clack/prompts');
  return (await clack.confirm({ message, initialValue: false, output: process.stderr })) === true;
}
