import { findConflicts } from '../config/conflicts.js';
import { findAccessProblems } from '../config/file-access.js';
import { loadConfigFile } from '../config/load.js';
import type { LoadedConfig } from '../config/loaded-config.js';
import { byLine, type Conflict, formatProblem, type Problem } from '../config/problem.js';
import { summaryOf } from '../config/summary.js';
import { findWiringProblem } from '../daemon/wiring-check.js';

/** What the command needs of its surroundings. */
export interface CheckConfigIo {
  readonly env: NodeJS.ProcessEnv;
  /** Takes one or more lines, without the last newline. */
  print(text: string): void;
}

/**
 * Checks files as they would run side by side and prints what is wrong and what they would do. Gives the exit
 * status: 0 when the daemon could run them once all variables are set, 1 otherwise.
 */
export async function checkConfig(
  files: readonly string[],
  { json }: { json: boolean },
  { env, print }: CheckConfigIo,
): Promise<number> {
  const configs = await Promise.all(files.map((file) => loadConfigFile(file, env)));
  const conflicts = findConflicts(configs);
  const results = await Promise.all(
    configs.map(async (config) => ({
      config,
      problems: byLine([...problemsOf(config, conflicts), ...(await machineProblems(config))]),
    })),
  );
  const ok = results.every(({ problems }) => problems.every(({ severity }) => severity === 'warning'));
  if (json) print(JSON.stringify({ ok, files: results.map(toJson) }, null, 2));
  else print(results.map(toText).join('\n\n'));
  return ok ? 0 : 1;
}

interface Result {
  readonly config: LoadedConfig;
  readonly problems: readonly Problem[];
}

/** All problems of a file; a variable that is not set here may be where the daemon runs, so it only warns. */
function problemsOf(config: LoadedConfig, conflicts: readonly Conflict[]): readonly Problem[] {
  const own = config.kind === 'invalid' ? config.problems : config.warnings;
  const unset = config.unset.map((problem): Problem => ({ ...problem, severity: 'warning' }));
  const shared = conflicts.filter(({ file }) => file === config.file).map(({ problem }) => problem);
  return [...own, ...unset, ...shared];
}

/** What stands in the way on this machine: plugins, laws and probes are made, as the daemon will. */
async function machineProblems(config: LoadedConfig): Promise<readonly Problem[]> {
  if (config.kind === 'invalid') return [];
  const [found, ofFiles] = await Promise.all([findWiringProblem(config), findAccessProblems(config)]);
  if (!found) return ofFiles;
  const { path, message } = found;
  return [...ofFiles, { severity: 'error', path, line: config.lineOf(path), value: null, message }];
}

function toJson({ config, problems }: Result): object {
  const { file, kind } = config;
  return { file, kind, problems, ...(config.kind !== 'invalid' && { settings: config.settings }) };
}

function toText({ config, problems }: Result): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const counts = [countText(errors, 'error'), countText(problems.length - errors, 'warning')].filter(Boolean);
  return [
    ...problems.map((problem) => formatProblem(config.file, problem)),
    `${config.file}: ${[errors === 0 ? 'ok' : 'not usable', ...counts].join(', ')}`,
    ...(config.kind === 'invalid' ? [] : summaryOf(config).map((line) => `  ${line}`)),
  ].join('\n');
}

function countText(count: number, what: string): string {
  if (count === 0) return '';
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
