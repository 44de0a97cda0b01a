import { mean } from 'd3-array';
import type { Cell } from './report/cells.js';
import type { Score } from './score.js';

/** Without control, a deep buffer and four flows must show at least this share over 100 ms, or the lab measures nothing. */
const BUFFERBLOAT_SHARE = 0.25;
/** A law that works leaves at most this part of it. */
const LEFT_SHARE = 0.5;

/** What is wrong, one line each: without control (`off`) a line has to show bufferbloat, under a law less than half. */
export function faultsOf(cells: readonly Cell[]): string[] {
  return cells
    .filter(({ law }) => law === 'off')
    .flatMap((off) => {
      const bloat = share(off.scores);
      if (bloat < BUFFERBLOAT_SHARE) {
        return [
          `${off.scenario}: no bufferbloat without control (${percent(bloat)} over 100 ms): the lab measures nothing`,
        ];
      }
      return cells
        .filter(({ scenario, law }) => scenario === off.scenario && law !== 'off')
        .filter(({ scores }) => share(scores) > LEFT_SHARE * bloat)
        .map(
          ({ law, scores }) =>
            `${off.scenario}: ${law} leaves ${percent(share(scores))} over 100 ms, of ${percent(bloat)} without control`,
        );
    });
}

function share(scores: readonly Score[]): number {
  return mean(scores, ({ over100 }) => over100) ?? 0;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(0)} %`;
}
