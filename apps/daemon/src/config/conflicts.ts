import { resolve } from 'node:path';
import type { LoadedConfig, LoadedSteering, LoadedWan } from './loaded-config.js';
import type { Problem } from './problem.js';
import type { SteeringSettings } from './steering-settings.js';

/** A problem that one file has with another. */
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

/** Where files that are meant to run side by side claim the same, or contradict each other. */
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
  return [...conflicts, ...findMismatches(configs)];
}

/** What steering files say of WANs whose files are there too, and do not say so themselves. */
function findMismatches(configs: readonly LoadedConfig[]): readonly Conflict[] {
  const wans = configs.filter((config) => config.kind === 'wan');
  if (wans.length === 0) return [];
  return configs.flatMap((config) => {
    if (config.kind !== 'steering') return [];
    const { file, settings, lineOf } = config;
    const { primaryWan, primaryQueues } = settings;
    const doubt = (path: string, value: string, message: string): Conflict => ({
      file,
      problem: { severity: 'warning', path, line: lineOf(path), value, message },
    });
    const primary = wans.find((wan) => wan.settings.wanName === primaryWan);
    if (!primary) {
      const names = wans.map((wan) => wan.settings.wanName).join(', ');
      const message = `is none of the WANs given with it (${names}); its state file is read`;
      return [doubt('topology.primary_wan', primaryWan, message)];
    }
    const { queues } = primary.settings;
    return (['download', 'upload'] as const).flatMap((direction) => {
      if (queues[direction] === primaryQueues[direction]) return [];
      const message = `is not the ${direction} queue of ${primary.file}; write "${queues[direction]}"`;
      return [doubt(`cake_queues.primary_${direction}`, primaryQueues[direction], message)];
    });
  });
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

function claimsOf({ kind, settings }: LoadedWan | LoadedSteering): readonly Claim[] {
  const files: Claim[] = [
    { id: `file ${resolve(settings.lockFile)}`, path: 'lock_file', value: settings.lockFile },
    {
      id: `file ${resolve(settings.stateFile)}`,
      path: kind === 'wan' ? 'state_file' : 'state.file',
      value: settings.stateFile,
    },
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
