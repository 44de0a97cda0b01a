import { localTime, WanctlError } from '@wanctl/core';
import { planInstall, planRemoval } from '../service/install.js';
import { type Place, systemBelow, thisSystem } from '../service/place.js';
import { takeSteps } from '../service/steps.js';

/** Flags of `wanctl install-service`. */
export interface InstallServiceOptions {
  /** Only show what would be done. */
  readonly dryRun: boolean;
  /** Do not ask. */
  readonly yes: boolean;
  /** Root folder of another system; without it, this one. */
  readonly prefix?: string;
  /** Remove instead of installing. */
  readonly uninstall: boolean;
}

/** What the command needs of its surroundings. */
export interface InstallServiceIo {
  readonly now: Date;
  /** User id of this process. */
  readonly uid: number | undefined;
  /** Takes a line. */
  print(line: string): void;
  /** Takes a line about what went wrong. */
  note(line: string): void;
  /** Asks the person; false also where there is nobody to ask. */
  confirm(question: string): Promise<boolean>;
}

/**
 * Installs the service, or removes it, after showing what that means. Gives the exit status: 1 when the person does not
 * agree. Throws `WanctlError`; what was begun is taken back then.
 */
export async function installService(
  options: InstallServiceOptions,
  io: InstallServiceIo,
  place: Place = options.prefix === undefined ? thisSystem : systemBelow(options.prefix),
): Promise<number> {
  const { dryRun, yes, uninstall } = options;
  const backup = `/var/backups/wanctl/${localTime(io.now).slice(0, 19).replaceAll(':', '')}`;
  const { notes, steps, advice } = await (uninstall ? planRemoval : planInstall)(place, backup);
  for (const note of notes) io.print(note);
  if (!steps.some(({ says }) => says)) io.print('There is nothing to do.');
  for (const { says } of steps) if (says !== null) io.print(`- ${says}`);
  if (dryRun || steps.length === 0) return 0;
  if (place.run && io.uid !== 0) {
    throw new WanctlError(
      'ERR_STATE_IO',
      'only root may do this: run it with sudo, or only look with --dry-run',
    );
  }
  if (!yes && !(await io.confirm('Do this now?'))) {
    io.print('Nothing was changed; --yes does it without asking.');
    return 1;
  }
  await takeSteps(steps, io.note);
  for (const line of advice) io.print(line);
  return 0;
}
