import { resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { createAsk } from '../init/ask.js';
import { clackDialog } from '../init/clack-dialog.js';
import type { InitFlags } from '../init/flags.js';
import { checkWritable, readFolder } from '../init/folder.js';
import { nextSteps } from '../init/next-steps.js';
import { setUpSteering } from '../init/set-up-steering.js';
import { setUpWan } from '../init/set-up-wan.js';

/** What the command needs of its surroundings. */
export interface InitIo {
  readonly env: NodeJS.ProcessEnv;
  /** Where a person sits; null: nobody can be asked. */
  readonly terminal: { readonly input: Readable; readonly output: Writable } | null;
  /** Takes one or more lines, without the last newline. */
  print(text: string): void;
  /** Ends with a line about wrong usage. */
  usage(message: string): never;
}

const INTRODUCTION = `
wanctl asks for a router and a line, logs in to look, and writes the files. What the router needs is shown for you to
paste; wanctl changes nothing there. Ctrl-C ends it at any time.
`;

/** Writes a line's configuration as asked, by a person or by flags. Gives the exit status. Throws `WanctlError`. */
export async function init(flags: InitFlags, { env, terminal, print, usage }: InitIo): Promise<number> {
  const folder = resolve(flags.dir);
  const person = terminal && !flags.yes ? clackDialog(terminal) : null;
  const session = { ask: createAsk(person, usage), flags, env, tell: print };
  if (!flags.dryRun) await checkWritable(folder);
  if (person) print(INTRODUCTION);
  let wan = await setUpWan(session, folder, false);
  if (wan) await setUpSteering(session, folder, wan.wanName, wan.view);
  while (wan && !flags.dryRun && (await person?.confirm('Is there another line?', false))) {
    const next = { ...session, flags: { dir: flags.dir, yes: false, dryRun: false } };
    wan = await setUpWan(next, folder, true);
    if (wan) await setUpSteering(next, folder, wan.wanName, wan.view);
  }
  if (!flags.dryRun) print(nextSteps(folder, await readFolder(folder, env)));
  return 0;
}
