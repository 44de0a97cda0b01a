#!/usr/bin/env node
import { Command } from 'commander';
import { steer } from './commands/steer.js';
import { endWithCrashes, endWithError } from './end-with-error.js';
import { oneLineErrors } from './one-line-errors.js';
import { version } from './version.js';

endWithCrashes();

const program = new Command('wanctl-steering')
  .description(
    'Decides once whether new connections should leave the primary WAN, for a timer that calls it.',
  )
  .version(version)
  .exitOverride()
  .configureOutput(oneLineErrors('wanctl-steering'))
  .requiredOption('--config <file>', 'the steering file')
  .option('--reset', 'forget all that was learned and disable the rules', false)
  .option('--debug', 'also write the debug log, and everything to the console', false)
  .addHelpText('after', '\nExample:\n  wanctl-steering --config /etc/wanctl/steering.yaml')
  .action(async (options) => {
    process.exitCode = await steer(options);
  });

try {
  await program.parseAsync();
} catch (error) {
  endWithError(error);
}
