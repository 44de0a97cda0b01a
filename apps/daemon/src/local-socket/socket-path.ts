import { join, parse } from 'node:path';

/** The socket of the daemon that holds a lock: beside the lock, named after it. */
export function socketPathOf(lockFile: string): string {
  const { dir, name } = parse(lockFile);
  return join(dir, `${name}.sock`);
}
