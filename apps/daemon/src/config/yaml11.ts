import { LineCounter, parseDocument, type YAMLError } from 'yaml';
import { yaml11Tags } from './yaml11-tags.js';
import { entriesOf, TreeFault, toData, type YamlTree } from './yaml11-tree.js';

/** A parsed file: its data, and where each key stands. */
export interface YamlDocument {
  /** Mappings, lists, text, `boolean`, `null`, `bigint` for whole numbers, `number` for others, `Date`. */
  readonly data: unknown;
  /** The place of the value at `path`, or of the last section on the way to it. */
  find(path: readonly string[]): YamlPlace;
}

/** A place in a YAML text. */
export interface YamlPlace {
  /** From 1. */
  readonly line: number;
  /** The value as it is spelled there; null when there is none, or it takes more than one line. */
  readonly spelling: string | null;
}

/** Why a text is not YAML. The message never quotes the text, which may hold secrets. */
export interface YamlFault {
  readonly line: number;
  readonly message: string;
}

/**
 * Reads a text the way PyYAML's YAML 1.1 safe loader does: of duplicate keys the last wins, `<<` merges, more
 * than one document or an unknown tag is a fault. An empty text has the data `null`.
 */
export function parseYaml11(text: string): YamlDocument | YamlFault {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    customTags: yaml11Tags,
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const error = document.errors[0] ?? document.warnings.find(({ code }) => code === 'TAG_RESOLVE_FAILED');
  if (error) return { line: lineOf(error.pos[0]), message: describe(error, lines) };
  const tree: YamlTree = { document, entries: new Map() };
  try {
    return { data: toData(tree), find: (path) => find(tree, text, lineOf, path) };
  } catch (fault) {
    if (fault instanceof TreeFault) return { line: lineOf(fault.offset), message: fault.message };
    throw fault;
  }
}

function describe(error: YAMLError, lines: LineCounter): string {
  const column = `column ${lines.linePos(error.pos[0]).col}`;
  if (error.code === 'TAG_RESOLVE_FAILED') {
    return `${column}: a tag that is not known, or a number or date that does not exist; put text in quotes`;
  }
  const message = error.message.replace(/(?<=\w): .*/s, '');
  return `${column}: is not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}

function find(
  tree: YamlTree,
  text: string,
  lineOf: (offset: number) => number,
  path: readonly string[],
): YamlPlace {
  let node = tree.document.contents;
  let line = node ? lineOf(node.range[0]) : 1;
  for (const key of path) {
    const entry = entriesOf(tree, node).get(key);
    if (!entry) return { line, spelling: null };
    line = lineOf(entry.offset);
    node = entry.value;
  }
  return { line, spelling: node ? spellingOf(text.slice(node.range[0], node.range[1])) : 'null' };
}

function spellingOf(source: string): string | null {
  if (source.includes('\n') || source.length > 80) return null;
  return source.trim() === '' ? 'null' : source.trim();
}
