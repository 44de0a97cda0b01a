import { plot } from 'asciichart';

const HEIGHT = 5;
const LABEL_WIDTH = 8;

/** Columns of a chart's left margin. */
export const MARGIN = LABEL_WIDTH + 2;

/** A chart of values of 0 or more, one a column, in lines of text; null leaves a column empty. */
export function chart(values: readonly (number | null)[]): readonly string[] {
  const known = values.filter((value) => value !== null);
  const max = Math.max(1, ...known);
  // The library's lowest label may be a little below 0.
  const format = (value: number) =>
    Math.max(0, value)
      .toFixed(max < 10 ? 1 : 0)
      .padStart(LABEL_WIDTH);
  // A column is drawn from its value to the next one: a gap goes on at the height where it began, and is then erased.
  const held = values.map((value, index) => value ?? values.slice(0, index).findLast(isKnown) ?? 0);
  return plot([...held, held.at(-1) ?? 0], { height: HEIGHT, min: 0, max, format })
    .split('\n')
    .map((line) =>
      [...line]
        .map((sign, index) => (values[index - MARGIN] === null ? ' ' : sign))
        .join('')
        .trimEnd(),
    );
}

function isKnown(value: number | null): value is number {
  return value !== null;
}
