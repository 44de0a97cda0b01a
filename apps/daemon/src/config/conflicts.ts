import { resolve } from 'node:path';
import type { CommonSettings } from './common-settings.js';
import type { LoadedConfig, LoadedSteering, LoadedWan } from './loaded-config.js';
import type { Conflict } from './problem.js';
import { findMismatches } from './steering-mismatches.js';
import type { SteeringSettings } from './steering-settings.js';

/** Something that only one file may claim; equal `id`s conflict. */
interface Claim {
  readonly id: string;
  readonly path: string;
  readonly value: string;
  /** Why it is only doubtful; default: it is an error. */
  readonly doubt?: string;
}

/** Where files that are meant to run side by side claim the same, or contradict each other. */
export function findConflicts(configs: readonly LoadedConfig[]): readonly Conflict[] {
  const owners = new Map<string, string>();
  const conflicts: Conflict[] = [];
  for (const config of configs) {
    if (config.kind === 'invalid') continue;
    for (const { id, path, value, doubt } of claimsOf(config)) {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, config.file);
      else {
        const message = `is also that of ${owner}; ${doubt ?? 'each file needs its own'}`;
        const severity = doubt === undefined ? 'error' : 'warning';
        conflicts.push({
          file: config.file,
          problem: { severity, path, line: config.lineOf(path), value, message },
        });
      }
    }
  }
  return [...conflicts, ...findMismatches(configs)];
}

/** A rule has one owner: two would fight over it. */
function rulesOf({ router, wanName, alternates }: SteeringSettings): readonly Claim[] {
  const rules = alternates.map(({ ruleComment }) => ({
    id: `rule ${router.host.toLowerCase()} ${ruleComment}`,
    path: 'mangle_rule.comment',
    value: ruleComment,
  }));
  return [{ id: `steering ${wanName}`, path: 'wan_name', value: wanName }, ...rules];
}

/** What two files may share while one process runs both. */
function sharedPlaces({ logging, healthCheck }: CommonSettings): readonly Claim[] {
  const { mainLog } = logging;
  const log: Claim = {
    id: `file ${resolve(mainLog)}`,
    path: 'logging.main_log',
    value: mainLog,
    doubt: 'their lines mix, and rotation may lose some',
  };
  if (!healthCheck) return [log];
  const { host, port } = healthCheck;
  const value = `${host}:${port}`;
  const doubt = 'one process serves both there, but of several only the first';
  return [log, { id: `page ${value}`, path: 'health_check', value, doubt }];
}

function claimsOf({ kind, settings }: LoadedWan | LoadedSteering): readonly Claim[] {
  const files: Claim[] = [
    { id: `file ${resolve(settings.lockFile)}`, path: 'lock_file', value: settings.lockFile },
    {
      id: `file ${resolve(settings.stateFile)}`,
      path: kind === 'wan' ? 'state_file' : 'state.file',
      value: settings.stateFile,
    },
    ...sharedPlaces(settings),
  ];
  if (kind === 'steering') return [...files, ...rulesOf(settings)];
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
