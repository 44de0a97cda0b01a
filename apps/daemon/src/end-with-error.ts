import { isWanctlError, messageOf } from '@wanctl/core';
import { CommanderError } from 'commander';

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
  console.error(isPlain ? `wanctl: ${messageOf(error)}` : error);
  process.exitCode ||= 1;
}
