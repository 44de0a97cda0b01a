import { readFileSync } from 'node:fs';
import { parseYaml11 } from '../../src/config/yaml11.js';

/** One edit of a base file, and what the reference program made of it. */
export interface GoldenCase {
  /** The edited file as YAML text. */
  readonly text: string;
  /** The edits, for the test's name. */
  readonly name: string;
  readonly edits: Tree;
  readonly outcome: 'ok' | 'invalid' | 'crash';
  /** Paths of the schema's objections. */
  readonly paths: readonly string[];
  /** Every effective value of an accepted file, by the reference's names. */
  readonly effective: Tree;
}

/** A mapping as our own reader gives it. */
export type Tree = Record<string, unknown>;

interface GoldenCaseData {
  readonly edits: Tree;
  readonly outcome: GoldenCase['outcome'];
  readonly paths?: readonly string[];
  readonly effective?: Tree;
  readonly effective_changes?: Tree;
}

interface GoldenVectors {
  readonly base: Tree;
  readonly cases: readonly GoldenCaseData[];
}

/**
 * Cases of the golden vectors. JSON is YAML: our own reader keeps `300` and `300.0` apart, which `JSON.parse`
 * does not.
 */
export function goldenCases(kind: 'autorate' | 'steering'): readonly GoldenCase[] {
  const document = parseYaml11(readFileSync(new URL('fixtures/golden-config.json', import.meta.url), 'utf8'));
  if (!('data' in document)) throw new Error(document.message);
  const { base, cases } = (document.data as Record<typeof kind, GoldenVectors>)[kind];
  const effective = cases[0]?.effective;
  return cases.map(({ edits, outcome, paths = [], effective_changes: changes }) => ({
    text: toYaml(edited(base, edits)),
    name: toYaml(edits),
    edits,
    outcome,
    paths,
    effective: { ...effective, ...changes },
  }));
}

/** The tree with dotted paths set, or removed by `{"$delete": true}`. */
function edited(base: Tree, edits: Tree): Tree {
  const copy = structuredClone(base);
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    const parent = keys.reduce((tree, key) => tree[key] as Tree, copy);
    if (typeof value === 'object' && value !== null && '$delete' in value) delete parent[last];
    else parent[last] = value;
  }
  return copy;
}

/** YAML text in flow style, one top-level key a line. */
function toYaml(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return `[${value.map(toYaml).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${toYaml(item)}`)
    .join(',\n ')}}`;
}
