import Table from 'cli-table3';
import prettyMs from 'pretty-ms';
import type { Trial } from './trial.js';

/** What was tried, what was survived and how long recovery took, a row per fault. */
export function resultTable(trials: readonly Trial[]): string {
  const table = new Table({
    head: ['fault', 'tried', 'survived', 'recovery, median', 'longest'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const names = [...new Set(trials.map(({ fault }) => fault))].sort();
  for (const name of names)
    table.push(
      rowOf(
        name,
        trials.filter(({ fault }) => fault === name),
      ),
    );
  table.push(rowOf('all', trials));
  return table.toString();
}

function rowOf(name: string, trials: readonly Trial[]): string[] {
  const survived = trials.filter(({ problems }) => problems.length === 0);
  const recoveries = trials.flatMap(({ recoveryMs }) => recoveryMs ?? []).sort((a, b) => a - b);
  const time = (ms: number | undefined) =>
    ms === undefined ? '-' : prettyMs(ms, { secondsDecimalDigits: 1, keepDecimalsOnWholeSeconds: true });
  return [
    name,
    `${trials.length}`,
    `${survived.length}`,
    time(recoveries[Math.floor(recoveries.length / 2)]),
    time(recoveries.at(-1)),
  ];
}
