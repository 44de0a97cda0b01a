import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, WanctlError } from '@wanctl/core';
import { canNotify } from './notify.js';
import { type Program, thisProgram } from './service-files.js';

/** Where the service is installed. */
export interface Place {
  /** Path below the root that stands for `path` there. */
  at(path: string): string;
  /** Runs a program there and gives what it printed; null: it is not the running system, nothing can be run. */
  readonly run: ((program: string, ...args: readonly string[]) => Promise<string>) | null;
  /** What its units call. Throws `WanctlError` when they could not. */
  program(): Promise<Program>;
}

/** The running system. */
export const thisSystem: Place = {
  at: (path) => path,
  program: async () => ({ call: thisProgram(), notifies: await canNotify() }),
  async run(program, ...args) {
    try {
      return (await promisify(execFile)(program, args)).stdout;
    } catch (error) {
      const why = messageOf(error).trim().split('\n').slice(0, 2).join(' ');
      throw new WanctlError('ERR_STATE_IO', `${program} failed; is this machine run by systemd? ${why}`);
    }
  },
};

/** The root folder of another system, for who makes packages. */
export function systemBelow(root: string): Place {
  const program = async () => ({ call: null, notifies: true });
  return { at: (path) => join(root, path), run: null, program };
}
