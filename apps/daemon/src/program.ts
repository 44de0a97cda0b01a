import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * The command line. `exit` takes the status of the command that ran; wrong usage throws `CommanderError`. Each
 * command's code is loaded when it runs, so that the daemon does not carry the simulator.
 */
export function createProgram(exit: (status: number) => void): Command {
  const program = new Command('wanctl')
    .description('Keeps an internet line responsive by steering the CAKE queues of a MikroTik router.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(oneLine(text)) });

  program
    .command('run')
    .description('run the daemon (also without the word: wanctl --config FILE...)')
    .option('--config <file...>', 'one or more WAN files')
    .option('--debug', 'also write the debug log, and everything to the console', false)
    .option('--oneshot', 'measure, decide and write once, then end', false)
    .addHelpText('after', '\nExample:\n  wanctl run --config /etc/wanctl/wan1.yaml /etc/wanctl/wan2.yaml')
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
    .requiredOption('--config <file...>', 'one or more WAN files')
    .addHelpText('after', '\nExample:\n  wanctl pin --config /etc/wanctl/wan1.yaml')
    .action(async (options) => {
      const { pin } = await import('./commands/pin.js');
      exit(await pin(options.config, console.log));
    });

  return program;
}

function oneLine(usageError: string): string {
  const text = usageError
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
  return `wanctl: ${text} (see wanctl --help)\n`;
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

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function parseDuration(text: string): number {
  const [, amount, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? [];
  const durationMs = Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  if (!(durationMs > 0)) throw new InvalidArgumentError('Write a time such as 30s or 2m.');
  return durationMs;
}
