import { WanctlError } from '@wanctl/core';
import { loadConfig } from '../config/load.js';
import { formatProblem } from '../config/problem.js';

/** Throws `WanctlError` with what is wrong when a file of this text would not run. */
export function assertUsable(text: string, file: string, env: NodeJS.ProcessEnv): void {
  const config = loadConfig(text, file, env);
  if (config.kind !== 'invalid') return;
  const lines = config.problems.map((problem) => formatProblem(file, problem));
  throw new WanctlError('ERR_CONFIG_INVALID', [...lines, 'nothing has been written'].join('\n'));
}
