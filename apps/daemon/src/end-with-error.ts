import { inspect } from 'node:util';
import { isWanctlError, messageOf } from '@wanctl/core';
import { CommanderError } from 'commander';
import { redact } from './config/redact.js';

/**
 * Tells what has gone wrong in one line, or all of it with `--debug`, and sets the exit status: 2 for
 * wrong usage, else 1, unless a command has said what its failing means.
 */
export function endWithError(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  const isPlain = isWanctlError(error) || !process.argv.includes('--debug');
  console.error(redact(isPlain ? `wanctl: ${messageOf(error)}` : inspect(error)));
  process.exitCode ||= 1;
}

/** Has an error that nobody has caught, which is a fault of ours or of a plugin, told with its stack, and ends with status 1. */
export function endWithCrashes(): void {
  process.on('uncaughtException', (error) => {
    console.error(redact(`wanctl: crashed: ${inspect(error)}`));
    process.exit(1);
  });
}
