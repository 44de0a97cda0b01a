import type { Command } from 'commander';
import { parseDuration } from './duration.js';
import type { Exit } from './exit.js';
import { printLine } from './print-line.js';

/** Adds `wanctl history`. */
export function addHistory(program: Command, exit: Exit): void {
  program
    .command('history')
    .description('show what a WAN has been through: delay, limits, zones')
    .requiredOption('--config <file...>', 'one or more WAN files')
    .option('--last <time>', 'how far back, e.g. 90m, 24h or 7d', parseDuration, 86_400_000)
    .option('--json', 'print a JSON line per row of some 10 s', false)
    .addHelpText('after', '\nExample:\n  wanctl history --config /etc/wanctl/wan1.yaml --last 24h')
    .action(async (options) => {
      const { history } = await import('../commands/history.js');
      const width = Math.min(Math.max(process.stdout.columns ?? 80, 80), 160);
      exit(await history(options, { now: new Date(), width, print: printLine, note: console.error }));
    });
}
