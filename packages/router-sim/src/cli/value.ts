/** A value of the command language. A row is a map, a list of `.id`s a list of text. */
export type Value = string | number | boolean | readonly Value[] | ValueMap | undefined;

/** A row as the command language holds it. */
export interface ValueMap {
  readonly [property: string]: Value;
}

/** Text as `:put` writes it: `;` between list items and between the properties of a row. */
export function textOf(value: Value): string {
  if (value === undefined) return '';
  if (isList(value)) return value.map(textOf).join(';');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([property, part]) => `${property}=${textOf(part)}`)
    .join(';');
}

/** JSON as `:serialize` writes it: text that looks like a number becomes one, unless told not to. */
export function jsonOf(value: Value, options: readonly string[]): string {
  const keepsText = options.includes('json.no-string-conversion');
  const revive = (_key: string, part: unknown) =>
    !keepsText && typeof part === 'string' && /^-?\d+(\.\d+)?$/.test(part) ? Number(part) : part;
  return JSON.stringify(value ?? '', revive, options.includes('json.pretty') ? 4 : 0);
}

/** What `:len` counts: characters of text, items of a list, properties of a row. */
export function lengthOf(value: Value): number {
  if (isList(value)) return value.length;
  return typeof value === 'object' ? Object.keys(value).length : textOf(value).length;
}

/** True for lists, which `Array.isArray` does not tell from rows when they are read-only. */
export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
