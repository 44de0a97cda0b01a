import type { Change } from '@wanctl/core';
import { quote } from '@wanctl/transport-ssh';
import { consoleLine } from '../router-setup/console-line.js';

/** How bad it can be: what wanctl cannot work with, what harms, what could be better, what is well. */
export const LEVELS = ['problem', 'warning', 'advice', 'ok'] as const;

export type Level = (typeof LEVELS)[number];

/** What one check has seen. */
export interface Finding {
  readonly level: Level;
  /** What is so, on one line. */
  readonly what: string;
  /** What it leads to; absent when all is well. */
  readonly why?: string;
  /** Lines for the RouterOS console that mend it, in order. */
  readonly commands?: readonly string[];
  /** The same as one change that does no harm, which `--fix` makes. */
  readonly fix?: Fix;
}

/** A change of one row that has a name, and how to take it back. */
export interface Fix extends Change {
  readonly name: string;
  /** Values of the properties that it sets, as they were. */
  readonly was: Readonly<Record<string, string>>;
}

/** The worst level among findings; `ok` when there are none. */
export function worstOf(findings: readonly Pick<Finding, 'level'>[]): Level {
  return LEVELS.find((level) => findings.some((finding) => finding.level === level)) ?? 'ok';
}

/** The line that changes the row of that name, e.g. `/queue/type/set [find name="cake"] cake-nat=no`. */
export function setLine(menu: string, name: string, values: Readonly<Record<string, string>>): string {
  return consoleLine(`/${menu}/set [find name=${quote(name)}]`, values);
}
