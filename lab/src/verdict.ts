import type { Plan } from './plan/plan.js';
import { nameOf } from './plan/scenario.js';
import type { Target } from './plan/target.js';
import type { Cell } from './report/cells.js';
import { FIGURES, type Spread, spreadOf } from './score/figures.js';

/** Whether a law has reached a target. */
export interface Verdict {
  readonly scenario: string;
  readonly law: string;
  /** E.g. `util % at least 93`. */
  readonly wanted: string;
  /** Null: the runs have no such figure, which reaches nothing. */
  readonly measured: Spread | null;
  readonly reached: boolean;
}

/** Judges medians by the targets of the plan, as far as their laws have run. */
export function verdictsOf({ scenarios }: Plan, cells: readonly Cell[]): Verdict[] {
  return scenarios.flatMap((scenario) => {
    const ran = cells.filter((cell) => cell.scenario === nameOf(scenario));
    return scenario.targets.flatMap((target) => judge(target, ran));
  });
}

function judge({ figure: name, law, of, atMost, atLeast }: Target, cells: readonly Cell[]): Verdict[] {
  const figure = FIGURES.find((each) => each.name === name);
  if (!figure) throw new Error(`there is no figure "${name}"`);
  const other =
    of === undefined ? null : spreadOf(cells.find((cell) => cell.law === of)?.scores ?? [], figure);
  if (of !== undefined && other === null) return [];
  const unit = other?.median ?? 1;
  const words = [
    ...(atMost === undefined ? [] : ['at most', (atMost * unit).toFixed(figure.digits)]),
    ...(atLeast === undefined ? [] : ['at least', (atLeast * unit).toFixed(figure.digits)]),
    ...(other === null ? [] : [`(${atMost ?? atLeast} × ${of})`]),
  ];
  return cells
    .filter((cell) => cell.law === law || (law === undefined && cell.law !== of))
    .map(({ scenario, law, scores }) => {
      const measured = spreadOf(scores, figure);
      const reached =
        measured !== null &&
        measured.median <= (atMost ?? Infinity) * unit &&
        measured.median >= (atLeast ?? -Infinity) * unit;
      return { scenario, law, wanted: [name, ...words].join(' '), measured, reached };
    });
}
