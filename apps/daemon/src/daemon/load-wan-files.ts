import { WanctlError } from '@wanctl/core';
import { findConflicts } from '../config/conflicts.js';
import { loadConfigFile } from '../config/load.js';
import { formatProblem } from '../config/problem.js';
import type { WanSettings } from '../config/wan-settings.js';

/**
 * The settings of all files. Throws one `WanctlError` with every problem of every file, a line each; warnings
 * go to `warn`. `needSecrets: false` lets variables and files for secrets be absent.
 */
export async function loadWanFiles(
  files: readonly string[],
  { needSecrets = true, warn = () => {} }: { needSecrets?: boolean; warn?: (line: string) => void } = {},
): Promise<WanSettings[]> {
  const configs = await Promise.all(files.map((file) => loadConfigFile(file, process.env)));
  const settings: WanSettings[] = [];
  const errors = findConflicts(configs).map(({ file, problem }) => formatProblem(file, problem));
  for (const config of configs) {
    const { file, kind, unset } = config;
    const problems = kind === 'invalid' ? config.problems : needSecrets ? unset : [];
    errors.push(...problems.map((problem) => formatProblem(file, problem)));
    if (kind === 'wan') settings.push(config.settings);
    if (kind === 'steering')
      errors.push(`${file}: is a steering file; this version runs WAN files only, leave it out`);
    if (kind !== 'invalid') for (const problem of config.warnings) warn(formatProblem(file, problem));
  }
  if (errors.length > 0) throw new WanctlError('ERR_CONFIG_INVALID', errors.join('\n'));
  return settings;
}
