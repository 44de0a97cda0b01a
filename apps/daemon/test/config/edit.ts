import { readFileSync } from 'node:fs';
import { loadConfig } from '../../src/config/load.js';
import type { LoadedConfig } from '../../src/config/loaded-config.js';
import { formatProblem } from '../../src/config/problem.js';

const ENV = { ROUTER_PASSWORD: 'hunter2' };

/** The text of a file in `fixtures`. */
export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

/** What becomes of a fixture after replacing the first occurrence of each text. */
export function loadEdited(
  name: string,
  edits: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = ENV,
): LoadedConfig {
  let text = fixture(name);
  for (const [from, to] of Object.entries(edits)) {
    if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
    text = text.replace(from, to);
  }
  return loadConfig(text, name, env);
}

/** All problems as people see them. */
export function linesOf(loaded: LoadedConfig): string[] {
  const problems = loaded.kind === 'invalid' ? loaded.problems : loaded.warnings;
  return [...problems, ...loaded.unset].map((problem) => formatProblem(loaded.file, problem));
}
