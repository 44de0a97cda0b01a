import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type ParsedNode,
  type YAMLMap,
} from 'yaml';

/** A parsed document, with what has been found out about its collections. */
export interface YamlTree {
  readonly document: Document.Parsed;
  readonly entries: Map<ParsedNode, YamlEntries>;
}

/** Values of a mapping by key, or of a list by position. */
export type YamlEntries = ReadonlyMap<string, YamlEntry>;

/** One value of a mapping or list. */
export interface YamlEntry {
  /** Where the key, or the list's item, begins. */
  readonly offset: number;
  readonly value: ParsedNode | null;
}

/** Something in the tree that plain data cannot express; `offset` is where. */
export class TreeFault extends Error {
  readonly offset: number;

  constructor(node: ParsedNode, message: string) {
    super(message);
    this.offset = node.range[0];
  }
}

const MAX_DEPTH = 50;
const MAX_COLLECTIONS = 2000;
const NO_ENTRIES: YamlEntries = new Map();

/** The document as plain data. Throws `TreeFault`, also for aliases that would grow without end. */
export function toData(tree: YamlTree): unknown {
  let collections = 0;
  const convert = (node: ParsedNode | null, depth: number): unknown => {
    const value = follow(tree, node);
    if (value === null || isScalar(value)) return value?.value ?? null;
    collections += 1;
    if (depth > MAX_DEPTH || collections > MAX_COLLECTIONS) {
      throw new TreeFault(value, 'is nested too deeply, or an alias in it refers to itself');
    }
    const data = [...entriesOf(tree, value)].map(
      ([key, entry]) => [key, convert(entry.value, depth + 1)] as const,
    );
    return isSeq(value) ? data.map(([, item]) => item) : Object.fromEntries(data);
  };
  return convert(tree.document.contents, 0);
}

/** What a node holds, aliases followed and merge keys carried out; nothing for a scalar. Throws `TreeFault`. */
export function entriesOf(tree: YamlTree, node: ParsedNode | null): YamlEntries {
  const collection = follow(tree, node);
  if (collection === null || isScalar(collection)) return NO_ENTRIES;
  const known = tree.entries.get(collection);
  if (known) return known;
  tree.entries.set(collection, NO_ENTRIES); // what a mapping that merges itself sees of itself
  const entries = isMap(collection)
    ? mappingEntries(tree, collection)
    : new Map(
        collection.items.map((value, index) => [String(index), { offset: value.range[0], value }] as const),
      );
  tree.entries.set(collection, entries);
  return entries;
}

// As PyYAML: a mapping's own keys win over merged ones wherever they stand, and of equal keys the last wins.
function mappingEntries(tree: YamlTree, map: YAMLMap.Parsed): YamlEntries {
  const isMerge = (key: ParsedNode) => isScalar(key) && key.type === 'PLAIN' && key.source === '<<';
  const merged = map.items.filter(({ key }) => isMerge(key));
  const own = map.items.filter(({ key }) => !isMerge(key));
  return new Map([
    ...merged.flatMap(({ key, value }) => mergedEntries(tree, value ?? key)),
    ...own.map(({ key, value }) => [nameOf(tree, key), { offset: key.range[0], value }] as const),
  ]);
}

function mergedEntries(tree: YamlTree, value: ParsedNode): [string, YamlEntry][] {
  const source = follow(tree, value);
  // Of several mappings the first wins, so it comes last.
  const maps = isSeq(source) ? source.items.toReversed() : [value];
  return maps.flatMap((map) => {
    if (!isMap(follow(tree, map))) throw new TreeFault(value, '<< wants a mapping or a list of mappings');
    return [...entriesOf(tree, map)];
  });
}

function nameOf(tree: YamlTree, key: ParsedNode): string {
  const node = follow(tree, key);
  if (!isScalar(node)) throw new TreeFault(key, 'a key must be text');
  const name = typeof node.value === 'string' ? node.value : (node.source ?? '');
  // They mean something of their own to JavaScript objects.
  if (name === '__proto__' || name === 'constructor')
    throw new TreeFault(key, `no key may be called ${name}`);
  return name;
}

function follow(tree: YamlTree, node: ParsedNode | null): Exclude<ParsedNode, Alias.Parsed> | null {
  if (!isAlias(node)) return node;
  const target = node.resolve(tree.document);
  if (!target)
    throw new TreeFault(node, 'an alias (*name) without an anchor (&name) before it; put text in quotes');
  return target as Exclude<ParsedNode, Alias.Parsed>;
}
