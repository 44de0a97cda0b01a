import type { Router } from '../device/router.js';
import { text } from '../device/values.js';
import type { Command } from './command.js';
import { isList, textOf, type Value, type ValueMap } from './value.js';

/** Lines of a `print` for people: a numbered row each, or a property each of a singleton. */
export function printedText(router: Router, { menu, flags }: Command, value: Value): string[] {
  if (!menu || flags.has('as-value')) return [];
  if (flags.has('count-only')) return [textOf(value)];
  const { fields, singleton } = router.tables[menu].menu;
  if (singleton) {
    return Object.entries(value as ValueMap).map(([property, part]) => {
      return `${property.padStart(24)}: ${textOf(part)}`;
    });
  }
  const rows = (isList(value) ? value : []) as readonly ValueMap[];
  const legend = 'disabled' in fields ? ['Flags: X - disabled, I - invalid'] : [];
  return [...legend, ...rows.map((row, index) => numberedRow(row, index))];

  function numberedRow(row: ValueMap, index: number): string {
    const state = row['disabled'] === true ? 'X' : row['invalid'] === true ? 'I' : ' ';
    const parts = Object.entries(row).flatMap(([property, part]) => {
      if (['.id', 'disabled', 'invalid'].includes(property)) return [];
      const shown = fields[property]?.parse === text ? `"${textOf(part)}"` : textOf(part);
      return [`${property}=${shown}`];
    });
    return `${String(index).padStart(2)} ${state} ${parts.join(' ')}`;
  }
}
