import { oneLine } from '@wanctl/core';

/** One thing that is wrong (`error`: the file cannot be used) or doubtful (`warning`) about a configuration file. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Keys from the top, joined by dots; empty when it concerns the file as a whole. */
  readonly path: string;
  /** Line in the file, from 1; of the nearest section when the key itself is absent; null without a position. */
  readonly line: number | null;
  /** The value as the file spells it, never a secret; null when there is none. */
  readonly value: string | null;
  /** What is wrong and what is allowed, for people. */
  readonly message: string;
}

/** A problem that one file has with another. */
export interface Conflict {
  readonly file: string;
  readonly problem: Problem;
}

/** One line for people: `file:line: path: message (value)`, warnings marked. */
export function formatProblem(file: string, problem: Problem): string {
  const { severity, path, line, value, message } = problem;
  const place = line === null ? file : `${file}:${line}`;
  const mark = severity === 'warning' ? 'warning: ' : '';
  const key = path === '' ? '' : `${path}: `;
  return oneLine(`${place}: ${mark}${key}${message}${value === null ? '' : ` (${value})`}`);
}

/** The problems in order of their lines; those of the file as a whole come first. */
export function byLine(problems: readonly Problem[]): readonly Problem[] {
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}
