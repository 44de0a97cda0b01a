import { FIGURES, type Spread, spreadOf } from '../score/figures.js';
import type { Verdict } from '../verdict.js';
import type { Cell } from './cells.js';

/** What stands in a place of a table: words, a figure, or nothing. */
export type Place = string | Spread | null;

/** A table in no particular form. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Place[])[];
}

/** All figures that any law has, a row per law and scenario. */
export function figuresTable(cells: readonly Cell[]): Table {
  const figures = FIGURES.filter((figure) => cells.some(({ scores }) => spreadOf(scores, figure)));
  return {
    head: ['line', 'law', ...figures.map(({ name }) => name)],
    rows: cells.map(({ scenario, law, scores }) => [
      scenario,
      law,
      ...figures.map((figure) => spreadOf(scores, figure)),
    ]),
  };
}

/** What was to be reached, and was it? What was not comes first. */
export function verdictTable(verdicts: readonly Verdict[]): Table {
  const sorted = verdicts.toSorted((a, b) => Number(a.reached) - Number(b.reached));
  return {
    head: ['line', 'law', 'target', 'figure', 'reached'],
    rows: sorted.map(({ scenario, law, wanted, measured, reached }) => [
      scenario,
      law,
      wanted,
      measured,
      reached ? 'yes' : 'NO',
    ]),
  };
}
