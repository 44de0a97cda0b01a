import { type Command, Option } from 'commander';
import { chartWidth } from './chart-width.js';
import { parseDuration } from './duration.js';
import type { Exit } from './exit.js';
import { printLine } from './print-line.js';

/** Adds `wanctl replay`. */
export function addReplay(program: Command, exit: Exit): void {
  program
    .command('replay')
    .description('show what a law would have made of the last hours, or of recorded measurements')
    .requiredOption('--config <file>', 'the WAN file')
    .option('--last <time>', "replay so much of the daemon's own history, e.g. 90m, 24h or 7d", parseDuration)
    .addOption(
      new Option(
        '--input <file.csv>',
        'replay this: columns rtt_1, rtt_2, ... in ms; optionally t_ms, router, download_bytes, upload_bytes',
      ).conflicts('last'),
    )
    .option('--law <name...>', 'a law, or two to compare; without it, the one that the file names')
    .option('--json', 'print a JSON line per cycle; without --last and a second law, always', false)
    .addHelpText(
      'after',
      `
Examples:
  wanctl replay --config wan1.yaml --last 24h --law adaptive
  wanctl replay --config wan1.yaml --last 24h --law zones adaptive
  wanctl replay --config wan1.yaml --input evening.csv`,
    )
    .action(async (options, command: Command) => {
      if (options.input === undefined && options.last === undefined)
        command.error('error: what to replay? Give --last 24h or --input FILE.csv');
      if (options.law?.length > 2) command.error('error: --law takes one name or two');
      const { replayCommand } = await import('../commands/replay.js');
      exit(await replayCommand(options, { now: new Date(), width: chartWidth(), print: printLine }));
    });
}
