import type { Command } from 'commander';
import type { Exit } from './exit.js';

/** Adds `wanctl pin`. */
export function addPin(program: Command, exit: Exit): void {
  program
    .command('pin')
    .description('trust the certificate or host key that the router shows now')
    .requiredOption('--config <file...>', 'WAN files and steering files')
    .addHelpText('after', '\nExample:\n  wanctl pin --config /etc/wanctl/wan1.yaml')
    .action(async (options) => {
      const { pin } = await import('../commands/pin.js');
      exit(await pin(options.config, console.log));
    });
}
