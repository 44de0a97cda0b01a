import { max, median, min } from 'd3-array';
import type { Score } from './score.js';

/** One figure of a score, as tables show it and targets name it. */
export interface Figure {
  readonly name: string;
  readonly value: (score: Score) => number | null;
  readonly digits: number;
}

/** All figures, in the order of tables. */
export const FIGURES: readonly Figure[] = [
  { name: 'mean ms', value: ({ meanMs }) => meanMs, digits: 1 },
  { name: 'p50', value: ({ p50Ms }) => p50Ms, digits: 1 },
  { name: 'p95', value: ({ p95Ms }) => p95Ms, digits: 0 },
  { name: 'p99', value: ({ p99Ms }) => p99Ms, digits: 0 },
  { name: '>30 ms %', value: ({ over30 }) => over30 * 100, digits: 1 },
  { name: '>100 ms %', value: ({ over100 }) => over100 * 100, digits: 1 },
  { name: 'util %', value: ({ utilisation }) => utilisation && utilisation * 100, digits: 1 },
  { name: 'first cut ms', value: ({ firstCutMs }) => firstCutMs, digits: 0 },
  { name: 'below ms', value: ({ belowMs }) => belowMs, digits: 0 },
  { name: 'peak ms', value: ({ peakMs }) => peakMs, digits: 0 },
  { name: 'wrong cuts %', value: ({ wrongCuts }) => wrongCuts && wrongCuts * 100, digits: 0 },
  { name: 'needless cuts', value: ({ needlessCuts }) => needlessCuts, digits: 0 },
  { name: 'least limit %', value: ({ leastLimit }) => leastLimit && leastLimit * 100, digits: 0 },
  { name: 'writes/h', value: ({ writesPerHour }) => writesPerHour, digits: 0 },
  { name: 'CPU %', value: ({ cpuShare }) => cpuShare && cpuShare * 100, digits: 1 },
  { name: 'RSS MB', value: ({ rssMb }) => rssMb, digits: 0 },
  { name: 'load avg', value: ({ loadAverage }) => loadAverage, digits: 1 },
];

/** A figure over the runs of a law: its median, and with several runs its range, in words. */
export interface Spread {
  readonly median: number;
  readonly text: string;
  /** `least-most`; empty with one run. */
  readonly range: string;
}

/** The spread of a figure over scores; null when none has it. */
export function spreadOf(scores: readonly Score[], { value, digits }: Figure): Spread | null {
  const values = scores.flatMap((each) => value(each) ?? []);
  const [middle, least, most] = [median(values), min(values), max(values)];
  if (middle === undefined || least === undefined || most === undefined) return null;
  const range = values.length > 1 ? `${least.toFixed(digits)}-${most.toFixed(digits)}` : '';
  return { median: middle, text: middle.toFixed(digits), range };
}
