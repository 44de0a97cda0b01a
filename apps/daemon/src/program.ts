import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { ONE_LINE_ERRORS } from './one-line-errors.js';
import { version } from './version.js';

/**
 * The command line. `exit` takes the status of the command that ran; wrong usage throws `CommanderError`. Each
 * command's code is loaded when it runs, so that the daemon does not carry the simulator.
 */
export function createProgram(exit: (status: number) => void): Command {
  const program = new Command('wanctl')
    .description('Keeps an internet line responsive by steering the CAKE queues of a MikroTik router.')
    .version(version)
    .exitOverride()
    .configureOutput(ONE_LINE_ERRORS);

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
      const { run } = await import('./commands/run.js');
      exit(await run(options));
    });

  program
    .command('demo')
    .description('show the daemon at work against a simulated router and line')
    .option('--for <time>', 'end by itself, e.g. 30s or 2m', parseDuration)
    .addHelpText('after', '\nExample:\n  wanctl demo --for 60s')
    .action(async (options) => {
      const { demo } = await import('./commands/demo.js');
      exit(await demo({ forMs: options.for }));
    });

  program
    .command('check-config')
    .description('check configuration files without running anything')
    .argument('<file...>', 'files to check')
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  wanctl check-config /etc/wanctl/wan1.yaml')
    .action(async (files, options) => {
      const { checkConfig } = await import('./commands/check-config.js');
      exit(await checkConfig(files, options, { print: console.log, env: process.env }));
    });

  program
    .command('history')
    .description('show what a WAN has been through: delay, limits, zones')
    .requiredOption('--config <file...>', 'one or more WAN files')
    .option('--last <time>', 'how far back, e.g. 90m, 24h or 7d', parseDuration, 86_400_000)
    .option('--json', 'print a JSON line per row of some 10 s', false)
    .addHelpText('after', '\nExample:\n  wanctl history --config /etc/wanctl/wan1.yaml --last 24h')
    .action(async (options) => {
      const { history } = await import('./commands/history.js');
      const width = Math.min(Math.max(process.stdout.columns ?? 80, 80), 160);
      exit(await history(options, { now: new Date(), width, print: printLine, note: console.error }));
    });

  program
    .command('status')
    .description(
      'show what the running daemon does and whether it is well (exit 0; degraded 1, not running 2)',
    )
    .option('--config <file...>', 'WAN and steering files; without them, all daemons of this machine')
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  wanctl status --config /etc/wanctl/wan1.yaml')
    .action(async (options) => {
      const { status } = await import('./commands/status.js');
      exit(await status(options, { width: Math.max(process.stdout.columns ?? 80, 80), print: console.log }));
    });

  program
    .command('profile')
    .description('show what the running daemon takes: times, CPU, memory, and how much of the budgets')
    .option('--config <file...>', 'WAN and steering files; without them, all daemons of this machine')
    .option('--for <time>', 'measure for so long, e.g. 60s; without it, the last minute', parseDuration)
    .option('--json', 'print JSON', false)
    .addHelpText('after', '\nExample:\n  wanctl profile --for 60s')
    .action(async ({ for: forMs, ...options }) => {
      const { profile } = await import('./commands/profile.js');
      exit(await profile({ ...options, forMs }, console.log));
    });

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
      const { replayCommand } = await import('./commands/replay.js');
      exit(await replayCommand(options, printLine));
    });

  program
    .command('pin')
    .description('trust the certificate or host key that the router shows now')
    .requiredOption('--config <file...>', 'WAN files and steering files')
    .addHelpText('after', '\nExample:\n  wanctl pin --config /etc/wanctl/wan1.yaml')
    .action(async (options) => {
      const { pin } = await import('./commands/pin.js');
      exit(await pin(options.config, console.log));
    });

  return program;
}

/** `wanctl --config FILE`, as existing installations call it, means `wanctl run --config FILE`. */
export function withCommand(args: readonly string[]): string[] {
  const [first] = args;
  const isOldForm = first?.startsWith('-') && !['-h', '--help', '-V', '--version'].includes(first);
  return isOldForm ? ['run', ...args] : [...args];
}

/** Writes a line and waits while the reader is slower. */
async function printLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function parseDuration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const durationMs = Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(durationMs > 0)) throw new InvalidArgumentError('Write a time such as 30s or 2m.');
  return durationMs;
}
