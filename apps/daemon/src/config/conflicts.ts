import { resolve } from 'node:path';
import type { LoadedConfig, LoadedSteering, LoadedWan } from './loaded-config.js';
import type { Problem } from './problem.js';

/** A problem that one file has with an earlier one. */
export interface Conflict {
  readonly file: string;
  readonly problem: Problem;
}

/** Something that only one file may claim; equal `id`s conflict. */
interface Claim {
  readonly id: string;
  readonly path: string;
  readonly value: string;
}

/** What files claim that are meant to run side by side, wherever two claim the same. */
export function findConflicts(configs: readonly LoadedConfig[]): readonly Conflict[] {
  const owners = new Map<string, string>();
  const conflicts: Conflict[] = [];
  for (const config of configs) {
    if (config.kind === 'invalid') continue;
    for (const { id, path, value } of claimsOf(config)) {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, config.file);
      else {
        const message = `is also that of ${owner}; each file needs its own`;
        conflicts.push({
          file: config.file,
          problem: { severity: 'error', path, line: config.lineOf(path), value, message },
        });
      }
    }
  }
  return conflicts;
}

function claimsOf({ kind, settings }: LoadedWan | LoadedSteering): readonly Claim[] {
  const files: Claim[] = [
    { id: `file ${resolve(settings.lockFile)}`, path: 'lock_file', value: settings.lockFile },
    {
      id: `file ${resolve(settings.stateFile)}`,
      path: kind === 'wan' ? 'state_file' : 'state.file',
      value: settings.stateFile,
    },
  ];
  if (kind === 'steering') return files;
  const { wanName, router, queues } = settings;
  const queue = (direction: 'download' | 'upload'): Claim => ({
    id: `queue ${router.host.toLowerCase()} ${queues[direction]}`,
    path: `queues.${direction}`,
    value: queues[direction],
  });
  const names =
    queues.download === queues.upload ? [queue('download')] : [queue('download'), queue('upload')];
  return [{ id: `name ${wanName}`, path: 'wan_name', value: wanName }, ...files, ...names];
}
