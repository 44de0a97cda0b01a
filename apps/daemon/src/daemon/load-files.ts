import { WanctlError } from '@wanctl/core';
import { findConflicts } from '../config/conflicts.js';
import { loadConfigFile } from '../config/load.js';
import { formatProblem, type Problem } from '../config/problem.js';
import type { SteeringSettings } from '../config/steering-settings.js';
import type { WanSettings } from '../config/wan-settings.js';

/** What a daemon is to run. */
export interface DaemonFiles {
  readonly wans: readonly WanSettings[];
  readonly steerings: readonly SteeringSettings[];
}

/** How files are read. */
export interface LoadWishes {
  /** False lets variables and files for secrets be absent; default true. */
  readonly needSecrets?: boolean;
  /** Takes a line for each warning; default: they are dropped. */
  readonly warn?: (line: string) => void;
}

/** The settings of all files. Throws one `WanctlError` with every problem of every file, a line each. */
export async function loadFiles(
  files: readonly string[],
  { needSecrets = true, warn = () => {} }: LoadWishes = {},
): Promise<DaemonFiles> {
  const configs = await Promise.all(files.map((file) => loadConfigFile(file, process.env)));
  const errors: string[] = [];
  const tell = (file: string, problem: Problem) =>
    problem.severity === 'error'
      ? errors.push(formatProblem(file, problem))
      : warn(formatProblem(file, problem));
  for (const { file, problem } of findConflicts(configs)) tell(file, problem);
  for (const config of configs) {
    const { file, kind, unset } = config;
    const problems =
      kind === 'invalid' ? config.problems : [...config.warnings, ...(needSecrets ? unset : [])];
    for (const problem of problems) tell(file, problem);
  }
  if (errors.length > 0) throw new WanctlError('ERR_CONFIG_INVALID', errors.join('\n'));
  return {
    wans: configs.flatMap((config) => (config.kind === 'wan' ? [config.settings] : [])),
    steerings: configs.flatMap((config) => (config.kind === 'steering' ? [config.settings] : [])),
  };
}

/** As `loadFiles`, for what is about WANs alone: a steering file is an error. */
export async function loadWanFiles(
  files: readonly string[],
  wishes?: LoadWishes,
): Promise<readonly WanSettings[]> {
  const { wans, steerings } = await loadFiles(files, wishes);
  const [steering] = steerings;
  if (!steering) return wans;
  throw new WanctlError('ERR_CONFIG_INVALID', `${steering.file}: is a steering file; name WAN files only`);
}
