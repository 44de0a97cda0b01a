import { Argument, Command, InvalidArgumentError } from 'commander';

/** What a person asked for. */
export interface SoakOptions {
  /** Only this part; both unless given. */
  readonly part?: 'compressed' | 'real';
  /** How long the compressed part lasts in simulated time. */
  readonly hours: number;
  /** How long the real part lasts. */
  readonly minutes: number;
}

/** Reads the command line; wrong usage prints one line and ends the process with 2. */
export function parseCommandLine(argv: readonly string[]): SoakOptions {
  const program = new Command('soak')
    .description('Runs the daemon for a long time: nothing may grow.')
    .addArgument(new Argument('[part]', 'only this one').choices(['compressed', 'real']))
    .option('--hours <n>', 'simulated hours of the compressed part, at least 12', atLeast(12), 24)
    .option('--minutes <n>', 'minutes of the real part, at least 6', atLeast(6), 30)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .parse(argv);
  const [part] = program.processedArgs as [SoakOptions['part']];
  return { ...program.opts<Omit<SoakOptions, 'part'>>(), ...(part && { part }) };
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value >= least)) throw new InvalidArgumentError(`Write a number of ${least} or more.`);
    return value;
  };
}
