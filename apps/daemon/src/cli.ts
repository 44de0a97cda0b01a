#!/usr/bin/env node
import { endWithCrashes, endWithError } from './end-with-error.js';
import { createProgram, withCommand } from './program.js';

endWithCrashes();

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
  endWithError(error);
}
