import Table from 'cli-table3';

const NO_BORDERS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '' },
  ...{ bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '' },
};

/** Rows in columns without borders, as text; cells are wrapped where `colWidths` are given. */
export function plainTable(
  rows: readonly (readonly string[])[],
  options: Pick<Table.TableConstructorOptions, 'colWidths' | 'colAligns'> = {},
): string {
  const style = { 'padding-left': 0, 'padding-right': 2, head: [], border: [] };
  const table = new Table({ ...options, chars: NO_BORDERS, style, wordWrap: true });
  table.push(...rows.map((row) => [...row]));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
