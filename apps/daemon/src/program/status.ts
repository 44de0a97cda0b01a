import type { Command } from 'commander';
import type { Exit } from './exit.js';

const EXIT_STATUS =
  'Exit status: 0 healthy, 1 degraded, 2 not running, or unknown: wrong usage, no such file, no answer.';
const UNKNOWN = 2;

/** Adds `wanctl status`. */
export function addStatus(program: Command, exit: Exit): void {
  program
    .command('status')
    .description('show what the running daemon does and whether it is well')
    .option('--config <file...>', 'WAN and steering files; without them, all daemons of this machine')
    .option('--json', 'print JSON', false)
    .addHelpText('after', `\n${EXIT_STATUS}\n\nExample:\n  wanctl status --config /etc/wanctl/wan1.yaml`)
    .action(async (options) => {
      exit(UNKNOWN);
      const { status } = await import('../commands/status.js');
      exit(await status(options, { width: Math.max(process.stdout.columns ?? 80, 80), print: console.log }));
    });
}
