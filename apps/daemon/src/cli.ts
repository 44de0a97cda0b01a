#!/usr/bin/env node
import { isWanctlError, messageOf } from '@wanctl/core';
import { CommanderError } from 'commander';
import { createProgram, withCommand } from './program.js';

const debug = process.argv.includes('--debug');

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  const program = createProgram((status) => {
    process.exitCode = status;
  });
  await program.parseAsync(withCommand(process.argv.slice(2)), { from: 'user' });
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const known = isWanctlError(error);
    console.error(
      known && !debug ? `wanctl: ${error.message}` : debug ? error : `wanctl: ${messageOf(error)}`,
    );
    process.exitCode = 1;
  }
}
