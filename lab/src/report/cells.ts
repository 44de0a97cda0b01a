import { group } from 'd3-array';
import { nameOf } from '../plan/scenario.js';
import type { Recording } from '../recording.js';
import { type Score, score } from '../score/score.js';

/** A law in a scenario: the scores of its runs. */
export interface Cell {
  readonly scenario: string;
  readonly law: string;
  readonly scores: readonly Score[];
}

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
