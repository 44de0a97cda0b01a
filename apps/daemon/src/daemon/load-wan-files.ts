import { WanctlError } from '@wanctl/core';
import { loadConfigFile } from '../config/load.js';
import { formatProblem } from '../config/problem.js';
import type { WanSettings } from '../config/wan-settings.js';

/**
 * The settings of all files. Throws one `WanctlError` with every problem of every file, a line each; warnings
 * go to `warn`. `needSecrets: false` lets variables for secrets be unset.
 */
export async function loadWanFiles(
  files: readonly string[],
  { needSecrets = true, warn = () => {} }: { needSecrets?: boolean; warn?: (line: string) => void } = {},
): Promise<WanSettings[]> {
  const settings: WanSettings[] = [];
  const errors: string[] = [];
  for (const file of files) {
    const loaded = await loadConfigFile(file, process.env);
    if (loaded.kind === 'invalid') {
      errors.push(...loaded.problems.map((problem) => formatProblem(file, problem)));
      continue;
    }
    for (const problem of loaded.warnings) warn(formatProblem(file, problem));
    if (needSecrets) errors.push(...loaded.unset.map((problem) => formatProblem(file, problem)));
    if (loaded.kind === 'wan') settings.push(loaded.settings);
    else errors.push(`${file}: is a steering file; this version runs WAN files only, leave it out`);
  }
  if (errors.length > 0) throw new WanctlError('ERR_CONFIG_INVALID', errors.join('\n'));
  return settings;
}
