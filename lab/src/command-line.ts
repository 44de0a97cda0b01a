import { LATENCY_PRESETS } from '@wanctl/router-sim';
import { Command, InvalidArgumentError, Option } from 'commander';
import { LAWS } from './laws.js';

/** What a person asked for. */
export interface LabOptions {
  readonly plan: string;
  readonly laws?: readonly string[];
  readonly series?: readonly string[];
  readonly repeat?: number;
  readonly seconds?: number;
  readonly router: keyof typeof LATENCY_PRESETS;
  readonly traces?: string;
  readonly report?: string;
  readonly install: boolean;
}

/** Reads the command line; wrong usage prints one line and ends the process with 2. */
export function parseCommandLine(argv: readonly string[]): LabOptions {
  const program = new Command('lab')
    .description('Runs the real daemon against real CAKE, a real bottleneck and real TCP, and scores laws.')
    .option(
      '--plan <plan>',
      'short (2 minutes), targets (2 hours and more), full (a day), or a YAML file',
      'short',
    )
    .option('--laws <names>', `only these of the plan, or others: ${Object.keys(LAWS).join(', ')}`, lawList)
    .option('--series <names>', 'only scenarios with these series', list)
    .option('--repeat <n>', 'so many rounds instead of the plan’s', wholeNumber)
    .option('--seconds <n>', 'so long each instead of the plan’s', wholeNumber)
    .addOption(
      new Option('--router <device>', 'whose service times the router has')
        .choices(Object.keys(LATENCY_PRESETS))
        .default('rb5009'),
    )
    .option('--traces <folder>', 'measured series, NAME.down.csv and NAME.up.csv')
    .option('--report <folder>', 'make the report of these results anew, and end')
    .option('--install', 'install the Debian packages that are missing, and end', false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  return program.parse(argv).opts<LabOptions>();
}

function list(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function lawList(text: string): string[] {
  const unknown = list(text).find((name) => !(name in LAWS));
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no law "${unknown}".`);
  return list(text);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError('Write a whole number from 1 up.');
  return value;
}
