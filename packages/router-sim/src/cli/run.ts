import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { runCommands } from './evaluate.js';
import { parseLine } from './parse.js';

/** What a command line has written, with CRLF at line ends, and whether the console refused it. */
export interface CliOutput {
  readonly text: string;
  readonly failed: boolean;
}

/** Runs one line of a user with these policies. What was done before a command fails stays done. */
export function runLine(router: Router, policies: readonly string[], line: string): CliOutput {
  const lines: string[] = [];
  try {
    const write = (text: string) => void lines.push(text);
    runCommands({ router, policies, write, variables: new Map() }, parseLine(line.trimEnd(), router.tables));
  } catch (error) {
    lines.push(wordsFor(error));
    return { text: withLineEnds(lines), failed: true };
  }
  return { text: withLineEnds(lines), failed: false };
}

function wordsFor(error: unknown): string {
  // The stack's end: nested too deep for us.
  if (error instanceof RangeError) return 'syntax error (line 1 column 1)';
  if (!(error instanceof RouterError)) throw error;
  return error.status === 404 ? 'no such item (4)' : error.message;
}

function withLineEnds(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}
