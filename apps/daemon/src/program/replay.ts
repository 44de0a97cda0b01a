import type { Command } from 'commander';
import type { Exit } from './exit.js';
import { printLine } from './print-line.js';

/** Adds `wanctl replay`. */
export function addReplay(program: Command, exit: Exit): void {
  program
    .command('replay')
    .description("run a WAN's law over recorded measurements, one JSON line per cycle")
    .requiredOption('--config <file>', 'the WAN file')
    .requiredOption(
      '--input <file.csv>',
      'columns rtt_1, rtt_2, ... in ms; optionally t_ms, router, download_bytes, upload_bytes',
    )
    .option('--law <name>', 'another law than the one that the file names')
    .addHelpText('after', '\nExample:\n  wanctl replay --config wan1.yaml --input evening.csv')
    .action(async (options) => {
      const { replayCommand } = await import('../commands/replay.js');
      exit(await replayCommand(options, printLine));
    });
}
