import { parseDocument } from 'yaml';

/**
 * A value and the keys that lead to it; undefined: the key is to go. `usual` is what the key means where it is absent,
 * which is left so.
 */
export interface Edit {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly usual?: unknown;
}

/** What would mean something else in YAML 1.1, e.g. a name such as `on`, is written in quotes. */
const READABLE_AS_1_1 = { compat: 'yaml-1.1' } as const;

/** The text with other values at these places. What is right already, comments and other keys stay as they are. */
export function editYaml(text: string, edits: readonly Edit[]): string {
  const document = parseDocument(text, READABLE_AS_1_1);
  const before = document.toJS();
  for (const { path, value, usual } of edits) {
    const found = valueAt(before, path) ?? usual;
    if (JSON.stringify(found) === JSON.stringify(value)) continue;
    if (value === undefined) document.deleteIn(path);
    else document.setIn(path, value);
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The value at these keys of a YAML text. */
export function valueIn(text: string, path: readonly string[]): unknown {
  return valueAt(parseDocument(text, READABLE_AS_1_1).toJS(), path);
}

function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    data,
  );
}
