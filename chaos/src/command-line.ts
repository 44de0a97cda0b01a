import { Command, InvalidArgumentError, Option } from 'commander';
import { FAULTS } from './faults/all.js';

/** What a person asked for. */
export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  /** Only this one, once. */
  readonly fault?: string;
  /** Kills instead of faults. */
  readonly kills?: number;
}

/** Reads the command line; wrong usage prints one line and ends the process with 2. */
export function parseCommandLine(argv: readonly string[]): ChaosOptions {
  const program = new Command('chaos')
    .description(
      'Has the real daemon meet faults, one after another, and looks at what must hold all the same.',
    )
    .option('--seed <n>', 'decides what happens', wholeNumber, Date.now() % 1e6)
    .option('--minutes <n>', 'every fault once, and then more until so long has passed', wholeNumber, 5)
    .addOption(new Option('--fault <name>', 'only this one, once').choices(FAULTS.map(({ name }) => name)))
    .option('--kills <n>', 'instead: so many kills at random instants', wholeNumber)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  return program.parse(argv).opts<ChaosOptions>();
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('Write a whole number.');
  return value;
}
