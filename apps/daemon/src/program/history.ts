import { type Command, Option } from 'commander';
import { chartWidth } from './chart-width.js';
import { parseDuration } from './duration.js';
import type { Exit } from './exit.js';
import { printLine } from './print-line.js';

/** Adds `wanctl history`. */
export function addHistory(program: Command, exit: Exit): void {
  program
    .command('history')
    .description('show what a WAN has been through: delay, limits, zones')
    .requiredOption('--config <file...>', 'one or more WAN files')
    .addOption(
      new Option('--last <time>', 'how far back, e.g. 90m, 24h or 7d')
        .argParser(parseDuration)
        .default(86_400_000, '24h'),
    )
    .option('--json', 'print a JSON line per row of some 10 s', false)
    .addHelpText('after', '\nExample:\n  wanctl history --config /etc/wanctl/wan1.yaml --last 24h')
    .action(async (options) => {
      const { history } = await import('../commands/history.js');
      const io = { now: new Date(), width: chartWidth(), print: printLine, note: console.error };
      exit(await history(options, io));
    });
}
