import { type PlotConfig, plot } from 'asciichart';

const HEIGHT = 5;
const LABEL_WIDTH = 8;

/** Columns of a chart's left margin. */
export const MARGIN = LABEL_WIDTH + 2;

/** One value of 0 or more a column; null leaves the column empty. */
export type Series = readonly (number | null)[];

/** What draws a second series: it has to be told from the first without colour. */
const DOTS: Required<PlotConfig>['symbols'] = ['┼', '┤', '·', '·', '·', '·', '·', '·', '·', '·'];

/** A chart in lines of text; `behind` is drawn in dots where the first series leaves room. */
export function chart(values: Series, behind: Series = []): readonly string[] {
  const known = [...values, ...behind].filter(isKnown);
  const max = Math.max(1, ...known);
  const lines = draw(values, max);
  if (behind.length === 0) return lines;
  const dots = draw(behind, max, DOTS);
  return lines.map((line, index) => overlay(line, dots[index] ?? ''));
}

function draw(values: Series, max: number, symbols?: PlotConfig['symbols']): readonly string[] {
  // The library's lowest label may be a little below 0.
  const format = (value: number) =>
    Math.max(0, value)
      .toFixed(max < 10 ? 1 : 0)
      .padStart(LABEL_WIDTH);
  // A column is drawn from its value to the next one: a gap goes on at the height where it began, and is then erased.
  const held = values.map((value, index) => value ?? values.slice(0, index).findLast(isKnown) ?? 0);
  const config = { height: HEIGHT, min: 0, max, format, symbols };
  return plot([...held, held.at(-1) ?? 0], config)
    .split('\n')
    .map((line) =>
      [...line]
        .map((sign, index) => (values[index - MARGIN] === null ? ' ' : sign))
        .join('')
        .trimEnd(),
    );
}

function overlay(line: string, behind: string): string {
  const width = Math.max(line.length, behind.length);
  return Array.from(line.padEnd(width), (sign, index) => (sign === ' ' ? (behind[index] ?? ' ') : sign)).join(
    '',
  );
}

function isKnown(value: number | null): value is number {
  return value !== null;
}
