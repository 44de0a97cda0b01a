import { removeStep, writeStep } from './file-steps.js';
import { isOriginalInstalled, rollBack } from './original.js';
import type { Place } from './place.js';
import { type ServiceFile, serviceFiles, servicePaths } from './service-files.js';
import type { Step } from './steps.js';
import { commandStep, enabledUnits, reloadAfterUndo, runningUnits, unitStep } from './units.js';

/** What is to be done, and what a person is told. */
export interface Plan {
  /** Before the steps. */
  readonly notes: readonly string[];
  readonly steps: readonly Step[];
  /** After them. */
  readonly advice: readonly string[];
}

/**
 * How the service comes to be installed there; what its files replace is kept below the folder `backup`. Units of that name
 * that run are stopped first and started last, so that the line is not without control for longer than that.
 */
export async function planInstall(place: Place, backup: string): Promise<Plan> {
  const files = await serviceFiles(await place.program());
  const wasOriginal = await isOriginalInstalled(place);
  const writes = present(await Promise.all(files.map((file) => writeStep(place, file, backup))));
  const { run } = place;
  const running = run && writes.length > 0 ? await runningUnits(run) : [];
  return {
    notes: [
      ...(wasOriginal ? ['The Python original in /opt/wanctl is installed: its units are taken over.'] : []),
      ...(run ? ['User and group: wanctl. Folders:', ...foldersIn(files)] : []),
    ],
    steps: run ? around(run, running, writes) : writes,
    advice: wasOriginal ? rollBack(backup, running) : running.length > 0 ? [] : NEXT,
  };
}

/** The folders that systemd-tmpfiles makes, with mode and owner (man 5 tmpfiles.d). */
function foldersIn(files: readonly ServiceFile[]): string[] {
  const text = files.map(({ content }) => content).join('\n');
  return [...text.matchAll(/^d (\S+) +(\d+) +(\S+) +(\S+)/gm)].map(
    ([, path = '', mode, user, group]) => `  ${path.padEnd(18)} ${mode} ${user}:${group}`,
  );
}

const NEXT = [
  'Put the file of each line in /etc/wanctl (wanctl init writes one), passwords in /etc/wanctl/secrets, and start:',
  '  sudo systemctl enable --now wanctl@wan1.service    # runs /etc/wanctl/wan1.yaml',
  '  sudo systemctl enable --now steering.timer         # only where steering has a process of its own',
];

/** The commands that have systemd know what was written: user, folders, units. */
function around(run: NonNullable<Place['run']>, running: readonly string[], writes: readonly Step[]): Step[] {
  return present([
    unitStep(run, 'stop', running, 'start'),
    reloadAfterUndo(run),
    ...writes,
    commandStep(run, 'systemd-sysusers', '/etc/sysusers.d/wanctl.conf'),
    commandStep(run, 'systemd-tmpfiles', '--create', '/etc/tmpfiles.d/wanctl.conf'),
    commandStep(run, 'systemctl', 'daemon-reload'),
    unitStep(run, 'start', running, 'stop'),
  ]);
}

/** How it is removed again; the user, configuration, state and logs stay. */
export async function planRemoval(place: Place, backup: string): Promise<Plan> {
  if (await isOriginalInstalled(place)) {
    return { notes: ['These are the units of the Python original: they stay.'], steps: [], advice: [] };
  }
  const removals = present(await Promise.all(servicePaths.map((path) => removeStep(place, path, backup))));
  const { run } = place;
  const stop = run && removals.length > 0 ? await stopSteps(run) : [];
  return {
    notes: [],
    steps: [...stop, ...removals, ...(run ? [commandStep(run, 'systemctl', 'daemon-reload')] : [])],
    advice: ['The user wanctl, /etc/wanctl, /var/lib/wanctl and /var/log/wanctl stay.'],
  };
}

async function stopSteps(run: NonNullable<Place['run']>): Promise<Step[]> {
  const [running, enabled] = await Promise.all([runningUnits(run), enabledUnits(run)]);
  return present([
    unitStep(run, 'stop', running, 'start'),
    unitStep(run, 'disable', enabled, 'enable'),
    reloadAfterUndo(run),
  ]);
}

function present(steps: readonly (Step | null)[]): Step[] {
  return steps.filter((step) => step !== null);
}
