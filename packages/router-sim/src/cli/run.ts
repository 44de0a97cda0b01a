import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import { evaluate } from './evaluate.js';
import { parseLine } from './parse.js';
import { printedText } from './print.js';
import { textOf } from './value.js';

/** What a command line has written, with CRLF at line ends, and whether the console refused it. */
export interface CliOutput {
  readonly text: string;
  readonly failed: boolean;
}

/** Runs one line of a user with these policies. What was done before a command fails stays done. */
export function runLine(router: Router, policies: readonly string[], line: string): CliOutput {
  const lines: string[] = [];
  try {
    for (const command of parseLine(line.trimEnd(), router.tables)) {
      const value = evaluate(router, policies, command);
      if (command.name === ':put') lines.push(textOf(value));
      else if (command.name === 'print') lines.push(...printedText(router, command, value));
    }
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    lines.push(error.status === 404 ? 'no such item (4)' : error.message);
    return { text: withLineEnds(lines), failed: true };
  }
  return { text: withLineEnds(lines), failed: false };
}

function withLineEnds(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}
