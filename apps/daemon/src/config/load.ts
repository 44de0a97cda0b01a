import { readFile } from 'node:fs/promises';
import { checkFile } from './check-file.js';
import type { InvalidConfig, LoadedConfig } from './loaded-config.js';
import { byLine, type Problem } from './problem.js';
import { createReport } from './report.js';
import { resolveSecrets, type SecretFault } from './resolve-secrets.js';
import { isMapping } from './values.js';
import { whyUnreadable } from './why-unreadable.js';
import { parseYaml11, type YamlDocument } from './yaml11.js';

/** Reads a file and checks it as `loadConfig` does. Never rejects: an unreadable file is an invalid one. */
export async function loadConfigFile(file: string, env: NodeJS.ProcessEnv): Promise<LoadedConfig> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    return invalid(file, null, whyUnreadable(error));
  }
  return loadConfig(text, file, env);
}

/**
 * The settings of a WAN or steering file's text, or everything that is wrong with it. Texts that are `${NAME}` as
 * a whole are taken from `env`, those that are `${file:PATH}` from that file. Never throws.
 */
export function loadConfig(text: string, file: string, env: NodeJS.ProcessEnv): LoadedConfig {
  const document = parseYaml11(text);
  if (!('data' in document)) return invalid(file, document.line, document.message);
  if (document.data === null)
    return invalid(file, null, 'is empty; copy examples/wan1.yaml and change what is yours');
  if (!isMapping(document.data)) return invalid(file, 1, 'must be a mapping, lines of "key: value"');
  const { data, faults } = resolveSecrets(document.data, env);
  const report = createReport(document);
  for (const { path, message, isAbsent } of faults) if (!isAbsent) report.error(path, message);
  const { ignored, toSettings } = checkFile(data, file, report);
  const problems = byLine(report.problems);
  const lineOf = (path: string) => document.find(path.split('.')).line;
  const findings = { file, unset: absenceProblems(faults, ignored, document), lineOf };
  const usable = problems.every(({ severity }) => severity === 'warning');
  return usable
    ? { ...toSettings(), ...findings, warnings: problems }
    : { kind: 'invalid', ...findings, problems };
}

function invalid(file: string, line: number | null, message: string): InvalidConfig {
  const problem: Problem = { severity: 'error', path: '', line, value: null, message };
  return { kind: 'invalid', file, problems: [problem], unset: [], lineOf: () => null };
}

function absenceProblems(
  faults: readonly SecretFault[],
  ignored: readonly (readonly string[])[],
  document: YamlDocument,
): readonly Problem[] {
  const report = createReport(document);
  for (const { path, message, isAbsent } of faults) {
    const isIgnored = ignored.some((keys) => keys.every((key, index) => key === path[index]));
    if (isAbsent && !isIgnored) report.error(path, message);
  }
  return byLine(report.problems);
}
