import { dirname } from 'node:path';
import { messageOf, WanctlError } from '@wanctl/core';

/** The code of a failed system call, e.g. `ENOENT`; undefined for anything else. */
export function errnoOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}

/** A failed system call on `file` as an `ERR_STATE_IO` that says what to do. `action` is e.g. `save state`. */
export function ioError(error: unknown, action: string, file: string): WanctlError {
  const code = errnoOf(error) ?? messageOf(error);
  return new WanctlError('ERR_STATE_IO', `cannot ${action} ${file} (${code}): ${remedy(code, file)}`, {
    cause: error,
  });
}

function remedy(code: string, file: string): string {
  const folder = dirname(file);
  switch (code) {
    case 'ENOENT':
      return `make its folder: sudo install -d -m 0755 ${folder}, owned by the user that runs wanctl`;
    case 'EACCES':
    case 'EPERM':
      return `let the user that runs wanctl read and write it and ${folder} (chown, chmod)`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `free some space on the disk that holds ${folder}`;
    case 'EROFS':
      return `mount ${folder} writable, or configure a path on a writable disk`;
    case 'EISDIR':
      return 'it is a folder: remove it, or configure another path';
    case 'ENOTDIR':
    case 'EEXIST':
      return `a part of ${folder} is not a folder: remove it, or configure another path`;
    default:
      return `check ${folder} and its disk`;
  }
}
