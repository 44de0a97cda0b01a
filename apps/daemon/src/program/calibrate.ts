import { WanctlError } from '@wanctl/core';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isHost } from '../calibrate/iperf.js';
import { parseDuration } from './duration.js';
import type { Exit } from './exit.js';

/** Adds `wanctl calibrate`. */
export function addCalibrate(program: Command, exit: Exit): void {
  program
    .command('calibrate')
    .description('find what a line carries without bloat, by loading it; takes some minutes')
    .requiredOption('--config <file>', 'the WAN file')
    .requiredOption('--server <host>', 'an iperf3 server beyond the line, faster than it', parseHost)
    .option('--port <number>', 'its port', wholeNumber(1, 65_535), 5201)
    .option('--target-bloat <ms>', 'added delay that is still good', wholeNumber(1, 200), 10)
    .addOption(
      new Option('--test-for <time>', 'length of each of at most twelve tests')
        .argParser(parseDuration)
        .default(8000, '8s'),
    )
    .option('--write', 'write the result into the WAN file', false)
    .addHelpText(
      'after',
      '\nExample:\n  wanctl calibrate --config /etc/wanctl/wan1.yaml --server iperf.example.net',
    )
    .action(async (options) => {
      const { calibrate } = await import('../commands/calibrate.js');
      const ending = new AbortController();
      const end = () =>
        ending.abort(new WanctlError('ERR_PROBE_START', 'interrupted; the limits are as they were'));
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
      exit(
        await calibrate(options, {
          terminal: process.stderr,
          print: console.log,
          note: (line) => console.error(`wanctl: ${line}`),
          signal: ending.signal,
        }),
      );
    });
}

function parseHost(text: string): string {
  if (!isHost(text)) throw new InvalidArgumentError('Write a host name or address.');
  return text;
}

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Write a whole number from ${least} to ${most}.`);
  };
}
