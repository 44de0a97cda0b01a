import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { whyUnreadable } from './why-unreadable.js';

/** A secret's text, or why there is none; `isAbsent`: it may well be there where the daemon runs. */
export type FoundSecret =
  | { readonly text: string }
  | { readonly message: string; readonly isAbsent: boolean };

const OTHERS_MAY_READ = 0o004;

/** The text of a file without its last line end. A file that every user may read is refused. Never throws. */
export function readSecretFile(path: string): FoundSecret {
  if (!isAbsolute(path)) return refused('needs the whole path of the file, e.g. /etc/wanctl/router.password');
  try {
    const file = statSync(path);
    if (!file.isFile()) return refused(`${path} is not a file`);
    if (file.mode & OTHERS_MAY_READ) return refused(`every user may read ${path}; run: chmod 640 ${path}`);
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? refused(`${path} is empty`) : { text };
  } catch (error) {
    return { message: `${path}: ${whyUnreadable(error)}`, isAbsent: true };
  }
}

function refused(message: string): FoundSecret {
  return { message, isAbsent: false };
}
