import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WanctlError } from '@wanctl/core';
import { packageFolder } from '../package-folder.js';

/** A file of the service. */
export interface ServiceFile {
  /** Where it belongs. */
  readonly path: string;
  readonly content: string;
}

/** How the units call the program. */
export interface Program {
  /** What to put in place of `wanctl` and `wanctl-steering`; null: systemd finds them in its own path. */
  readonly call: Readonly<Record<'wanctl' | 'wanctl-steering', string>> | null;
  /** False where the daemon cannot tell systemd that it runs. */
  readonly notifies: boolean;
}

/** Where the files in `systemd/` of this package belong, by the names that the Python original uses, too. */
const PLACES: Readonly<Record<string, string>> = {
  'wanctl@.service': '/etc/systemd/system/wanctl@.service',
  'steering.service': '/etc/systemd/system/steering.service',
  'steering.timer': '/etc/systemd/system/steering.timer',
  'sysusers.conf': '/etc/sysusers.d/wanctl.conf',
  'tmpfiles.conf': '/etc/tmpfiles.d/wanctl.conf',
  'logrotate.conf': '/etc/logrotate.d/wanctl',
};

/** Where the files of the service are. */
export const servicePaths: readonly string[] = Object.values(PLACES);

/** The files of the service for that program. */
export async function serviceFiles(program: Program): Promise<readonly ServiceFile[]> {
  return Promise.all(
    Object.entries(PLACES).map(async ([name, path]) => {
      const shipped = await readFile(join(packageFolder, 'systemd', name), 'utf8');
      return { path, content: adapted(shipped, program) };
    }),
  );
}

function adapted(text: string, { call, notifies }: Program): string {
  const called = text.replace(
    /^ExecStart=(wanctl|wanctl-steering) /m,
    (line, name: 'wanctl' | 'wanctl-steering') => (call ? `ExecStart=${call[name]} ` : line),
  );
  return notifies ? called : called.replace('Type=notify\nWatchdogSec=30\n', 'Type=exec\n');
}

/** This very program, by absolute paths. Throws `WanctlError` where the service could not read it. */
export function thisProgram(node = process.execPath, folder = packageFolder): NonNullable<Program['call']> {
  const hidden = [node, folder].find((path) => /^\/(home|root|run\/user|tmp)\/|[^\w./@+-]/.test(path));
  if (hidden !== undefined) {
    throw new WanctlError(
      'ERR_STATE_IO',
      `the service could not read ${hidden}: install Node and wanctl for all users (sudo npm install -g wanctl), with plain letters in the path`,
    );
  }
  const call = (file: string) => `${node} ${join(folder, 'dist', file)}`;
  return { wanctl: call('cli.js'), 'wanctl-steering': call('steering-cli.js') };
}
