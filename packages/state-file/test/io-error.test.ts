import { describe, expect, it } from 'vitest';
import { ioError } from '../src/io-error.js';

describe('ioError', () => {
  it.each([
    ['ENOENT', 'sudo install -d -m 0755 /var/lib/wanctl'],
    ['EACCES', 'chown'],
    ['ENOSPC', 'free some space on the disk that holds /var/lib/wanctl'],
    ['EROFS', 'mount /var/lib/wanctl writable'],
    ['EISDIR', 'it is a folder'],
    ['ENOTDIR', 'is not a folder'],
    ['EIO', 'check /var/lib/wanctl and its disk'],
  ])('%s names the file and what to do, in one line', (code, advice) => {
    const cause = Object.assign(new Error('raw'), { code });
    const error = ioError(cause, 'save state', '/var/lib/wanctl/wan1.json');
    expect(error).toMatchObject({ code: 'ERR_STATE_IO', cause });
    expect(error.message).toContain(`cannot save state /var/lib/wanctl/wan1.json (${code}): `);
    expect(error.message).toContain(advice);
    expect(error.message).not.toContain('\n');
  });
});
