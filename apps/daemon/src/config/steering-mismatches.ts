import { resolve } from 'node:path';
import type { LoadedConfig, LoadedSteering, LoadedWan } from './loaded-config.js';
import type { Conflict } from './problem.js';
import { stateFilesOf } from './state-files.js';

/** Notes a doubt about a steering file. */
type Doubt = (path: string, value: string, message: string) => Conflict;

/** What steering files say of WANs whose files are there too, and those do not say so themselves. */
export function findMismatches(configs: readonly LoadedConfig[]): readonly Conflict[] {
  const wans = configs.filter((config) => config.kind === 'wan');
  if (wans.length === 0) return [];
  return configs.flatMap((config) => (config.kind === 'steering' ? mismatchesOf(config, wans) : []));
}

function mismatchesOf(steering: LoadedSteering, wans: readonly LoadedWan[]): readonly Conflict[] {
  const { file, settings, lineOf } = steering;
  const doubt: Doubt = (path, value, message) => ({
    file,
    problem: { severity: 'warning', path, line: lineOf(path), value, message },
  });
  const isList = lineOf('topology.alternates.0.wan') !== lineOf('topology');
  const alternates = settings.alternates.map(({ wan }, index) => [
    isList ? `topology.alternates.${index}.wan` : 'topology.alternate_wan',
    wan,
  ]);
  const names = [['topology.primary_wan', settings.primaryWan], ...alternates];
  return names.flatMap(([path = '', name = '']) => {
    const wan = wans.find((candidate) => candidate.settings.wanName === name);
    if (!wan) {
      const known = wans.map((candidate) => candidate.settings.wanName).join(', ');
      return [doubt(path, name, `is none of the WANs given with it (${known}); its state file is read`)];
    }
    const ofQueues = name === settings.primaryWan ? queueDoubts(steering, wan, doubt) : [];
    return [...stateDoubts(steering, wan, doubt, path), ...ofQueues];
  });
}

/** A steering in a process of its own would not find the WAN's state. */
function stateDoubts(
  { settings }: LoadedSteering,
  wan: LoadedWan,
  doubt: Doubt,
  path: string,
): readonly Conflict[] {
  const { wanName, stateFile, lockDerivedStateFile } = wan.settings;
  const looked = stateFilesOf(wanName, settings);
  const kept = [stateFile, lockDerivedStateFile].map((file) => resolve(file));
  if (looked.some((file) => kept.includes(resolve(file)))) return [];
  const message = `keeps its state in ${stateFile}; a steering in a process of its own looks in ${looked.join(', ')}`;
  return [doubt(path, wanName, message)];
}

/** The primary's queues and router have other names in its own file. */
function queueDoubts({ settings }: LoadedSteering, primary: LoadedWan, doubt: Doubt): readonly Conflict[] {
  const { queues, router } = primary.settings;
  const { primaryQueues } = settings;
  const ofQueues = (['download', 'upload'] as const).flatMap((direction) => {
    if (queues[direction] === primaryQueues[direction]) return [];
    const message = `is not the ${direction} queue of ${primary.file}; write "${queues[direction]}"`;
    return [doubt(`cake_queues.primary_${direction}`, primaryQueues[direction], message)];
  });
  if (router.host.toLowerCase() === settings.router.host.toLowerCase()) return ofQueues;
  const message = `is not the router of ${primary.file}, where the queues are; write "${router.host}"`;
  return [...ofQueues, doubt('router.host', settings.router.host, message)];
}
