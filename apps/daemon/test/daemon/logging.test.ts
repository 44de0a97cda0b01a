import { closeSync } from 'node:fs';
import { mkdtemp, readdir, readFile, readlink, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { formatLine, openLog } from '../../src/daemon/logging.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wanctl-log-'));
});

function open(debug = false, maxBytes = 1e6) {
  const files = {
    mainLog: join(folder, 'sub', 'main.log'),
    debugLog: join(folder, 'debug.log'),
    maxBytes,
    backupCount: 2,
  };
  return openLog({ name: 'cable', files, debug, console: false });
}

describe('a log line', () => {
  it('has the layout of the original, in local time', () => {
    const wall = new Date(2026, 0, 9, 7, 5, 3, 42);
    expect(formatLine(wall, 'cable', 'warn', 'slow')).toBe('2026-01-09 07:05:03,042 [cable] [WARNING] slow');
    expect(formatLine(wall, 'cable', 'info', 'ok')).toContain('[INFO] ok');
  });
});

describe('the log', () => {
  it('makes its folder and writes INFO and up', async () => {
    const log = open();
    log.debug('detail');
    log.info('news');
    log.error('trouble');
    await log.close();
    const text = await readFile(join(folder, 'sub', 'main.log'), 'utf8');
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => line.replace(/^.*\[cable\] /, '')),
    ).toEqual(['[INFO] news', '[ERROR] trouble']);
  });

  it('has a second file with everything when debugging', async () => {
    const log = open(true);
    log.debug('detail');
    log.info('news');
    await log.close();
    expect(await readFile(join(folder, 'debug.log'), 'utf8')).toMatch(/\[DEBUG\] detail\n.*\[INFO\] news\n/);
  });

  it('goes on in a new file when the old one is moved away', async () => {
    const file = join(folder, 'sub', 'main.log');
    const log = open();
    log.info('before');
    await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toContain('before'));
    log.followFiles();
    await rename(file, `${file}.1`);
    log.followFiles();
    log.info('after');
    await log.close();
    expect(await readFile(`${file}.1`, 'utf8')).toMatch(/before\n$/);
    expect(await readFile(file, 'utf8')).toMatch(/^[^\n]*after\n$/);
  });

  it('goes on in the same file when a write has failed, as on a full disk', async () => {
    const file = join(folder, 'sub', 'main.log');
    const log = open();
    log.info('before');
    await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toContain('before'));
    for (const fd of await readdir('/proc/self/fd')) {
      if ((await readlink(`/proc/self/fd/${fd}`).catch(() => '')) === file) closeSync(Number(fd));
    }
    log.info('lost');
    await new Promise(setImmediate);
    log.followFiles();
    log.info('after');
    await vi.waitFor(async () => expect(await readFile(file, 'utf8')).toContain('after'));
    await log.close();
  });

  it('keeps the configured number of full files', async () => {
    const log = open(false, 2000);
    for (let line = 0; line < 400; line += 1) {
      log.info(`line ${line} ${'x'.repeat(60)}`);
      // Rotation happens between writes, so the writer must get a turn.
      await new Promise(setImmediate);
    }
    await log.close();
    expect((await readdir(join(folder, 'sub'))).length).toBeLessThanOrEqual(3);
  });

  it('that cannot be written is refused with what to do', async () => {
    await writeFile(join(folder, 'sub'), 'a file where the folder should be');
    expect(() => open()).toThrow(/^cannot write the log .*main\.log: .*; run as a user who may write there/);
  });
});
