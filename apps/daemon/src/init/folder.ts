import { access, constants, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WanctlError } from '@wanctl/core';
import { loadConfigFile } from '../config/load.js';
import type { LoadedConfig, LoadedSteering, LoadedWan } from '../config/loaded-config.js';
import { formatProblem } from '../config/problem.js';

/** A usable file and its text. */
export type Existing<T extends LoadedConfig> = T & { readonly text: string };

/** The configuration files of a folder that can be used. */
export interface Folder {
  readonly wans: readonly Existing<LoadedWan>[];
  readonly steerings: readonly Existing<LoadedSteering>[];
}

/** Reads a folder's `.yaml` files; there need not be any, nor the folder. Throws `WanctlError` for one that cannot be used. */
export async function readFolder(folder: string, env: NodeJS.ProcessEnv): Promise<Folder> {
  const names = await readdir(folder).catch(() => []);
  const wans: Existing<LoadedWan>[] = [];
  const steerings: Existing<LoadedSteering>[] = [];
  for (const name of names.filter((entry) => entry.endsWith('.yaml')).sort()) {
    const file = join(folder, name);
    const config = await loadConfigFile(file, env);
    if (config.kind === 'invalid') throw notUsable(config.problems.map((one) => formatProblem(file, one)));
    const text = await readFile(file, 'utf8');
    if (config.kind === 'wan') wans.push({ ...config, text });
    else steerings.push({ ...config, text });
  }
  return { wans, steerings };
}

/** Throws `WanctlError` unless this user may write in the folder, or make it. */
export async function checkWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isMissing && folder !== dirname(folder)) return checkWritable(dirname(folder));
    throw new WanctlError(
      'ERR_CONFIG_INVALID',
      `this user may not write in ${folder}: run it with sudo, or name another folder by --dir`,
    );
  }
}

function notUsable(lines: readonly string[]): WanctlError {
  return new WanctlError(
    'ERR_CONFIG_INVALID',
    [...lines, 'correct that first, then run init again'].join('\n'),
  );
}
