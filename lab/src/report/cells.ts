import { group, max, median, min } from 'd3-array';
import { nameOf } from '../plan/scenario.js';
import type { Recording } from '../recording.js';
import { type Score, score } from '../score.js';

/** A law in a scenario: the scores of its runs. */
export interface Cell {
  readonly scenario: string;
  readonly law: string;
  readonly scores: readonly Score[];
}

/** One figure of a score as a column of tables. */
interface Column {
  readonly title: string;
  readonly value: (score: Score) => number | null;
  readonly digits: number;
}

/** What tables show, from left to right. */
export const COLUMNS: readonly Column[] = [
  { title: 'mean ms', value: ({ meanMs }) => meanMs, digits: 1 },
  { title: 'p50', value: ({ p50Ms }) => p50Ms, digits: 1 },
  { title: 'p95', value: ({ p95Ms }) => p95Ms, digits: 0 },
  { title: 'p99', value: ({ p99Ms }) => p99Ms, digits: 0 },
  { title: '>30 ms %', value: ({ over30 }) => over30 * 100, digits: 1 },
  { title: '>100 ms %', value: ({ over100 }) => over100 * 100, digits: 1 },
  { title: 'util %', value: ({ utilisation }) => utilisation && utilisation * 100, digits: 1 },
  { title: 'writes/min', value: ({ writesPerMin }) => writesPerMin, digits: 0 },
  { title: 'CPU %', value: ({ cpuShare }) => cpuShare && cpuShare * 100, digits: 1 },
  { title: 'RSS MB', value: ({ rssMb }) => rssMb, digits: 0 },
  { title: 'load avg', value: ({ loadAverage }) => loadAverage, digits: 1 },
];

/** Runs of the same law in the same scenario together, in order of appearance. */
export function cellsOf(recordings: readonly Recording[]): Cell[] {
  const byScenario = group(
    recordings,
    ({ scenario }) => nameOf(scenario),
    ({ law }) => law,
  );
  return [...byScenario].flatMap(([scenario, laws]) =>
    [...laws].map(([law, runs]) => ({ scenario, law, scores: runs.map(score) })),
  );
}

/** The median of a column and, with several runs, its range; `-` when it has no value. */
export function cellText({ scores }: Cell, { value, digits }: Column): string {
  const values = scores.flatMap((each) => value(each) ?? []);
  const [middle, least, most] = [median(values), min(values), max(values)];
  if (middle === undefined || least === undefined || most === undefined) return '-';
  const range = values.length > 1 ? ` (${least.toFixed(digits)}-${most.toFixed(digits)})` : '';
  return `${middle.toFixed(digits)}${range}`;
}
