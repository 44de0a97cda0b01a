import { join } from 'node:path';

/** Where configuration is, as the units that come along have it. */
export const CONFIG_FOLDER = '/etc/wanctl';

/** Where a file's daemon keeps what, below the folder of the file unless that is the usual one. */
export interface Places {
  /** The file itself. */
  readonly file: string;
  readonly stateFile: string;
  readonly lockFile: string;
  readonly mainLog: string;
  readonly debugLog: string;
}

/** The places of the WAN, or the steering, of that name. */
export function placesOf(folder: string, name: string): Places {
  const isUsual = folder === CONFIG_FOLDER;
  const logs = isUsual ? '/var/log/wanctl' : folder;
  return {
    file: join(folder, `${name}.yaml`),
    stateFile: join(isUsual ? '/var/lib/wanctl' : folder, `${name}_state.json`),
    lockFile: join(isUsual ? '/run/wanctl' : folder, `${name}.lock`),
    mainLog: join(logs, `${name}.log`),
    debugLog: join(logs, `${name}_debug.log`),
  };
}

/** The file that holds the password of the router's user. */
export function passwordFileOf(folder: string): string {
  return join(folder, 'router.password');
}
