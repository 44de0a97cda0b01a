import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parsePid } from '../src/lock-holder.js';
import { storeIn, tempFolder } from './harness.js';

const missing = { code: 'ENOENT' };
const locked = { code: 'ERR_STATE_LOCKED' };

/** A process that lives until the test is over, and its first line of output. */
async function livingProcess(script: string): Promise<{ pid: number; line: string }> {
  const child = spawn('sh', ['-c', `${script}; exec cat`], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [output] = await once(child.stdout, 'data');
  return { pid: child.pid ?? 0, line: String(output).trim() };
}

/** A store whose lock file was written by somebody else, `ageSec` ago. */
async function withLock(content: string, ageSec = 0) {
  const made = await storeIn(await tempFolder());
  await writeFile(made.lockFile, content);
  const writtenAt = Date.now() / 1000 - ageSec;
  await utimes(made.lockFile, writtenAt, writtenAt);
  return made;
}

describe('a free lock', () => {
  it('holds our PID while taken, and goes with release', async () => {
    const { store, lockFile } = await storeIn(await tempFolder());
    const lock = await store.lock('wan1');
    expect(await readFile(lockFile, 'utf8')).toBe(`${process.pid}\n`);
    expect((await stat(lockFile)).mode & 0o777).toBe(0o644);
    await lock.release();
    await expect(access(lockFile)).rejects.toMatchObject(missing);
  });

  it('goes to exactly one of many who want it at once', async () => {
    const { store } = await storeIn(await tempFolder());
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => store.lock('wan1')));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(9);
    for (const { reason } of refused) expect(reason).toMatchObject(locked);
  });

  it('names the command that makes a missing folder', async () => {
    const folder = join(await tempFolder(), 'run');
    const { store } = await storeIn(folder);
    await expect(store.lock('wan1')).rejects.toMatchObject({
      code: 'ERR_STATE_IO',
      message: expect.stringContaining(`sudo install -d -m 0755 ${folder}`),
    });
  });

  it('is not confused by a folder in its place', async () => {
    const { store, lockFile } = await storeIn(await tempFolder());
    await mkdir(lockFile);
    await expect(store.lock('wan1')).rejects.toMatchObject({ code: 'ERR_STATE_IO' });
  });
});

describe('a lock of somebody else', () => {
  it('is respected while its process lives, however old', async () => {
    const { pid } = await livingProcess('echo ready');
    const ageSec = Math.floor(uptime() / 2);
    const { store, lockFile } = await withLock(`${pid}\n`, ageSec);
    await expect(store.lock('wan1')).rejects.toMatchObject({
      ...locked,
      message: expect.stringMatching(
        `lock ${lockFile} is held by process ${pid} for ${ageSec}|${ageSec + 1} s`,
      ),
    });
    expect(await readFile(lockFile, 'utf8')).toBe(`${pid}\n`);
  });

  it('is respected when the process belongs to another user', async () => {
    const { store } = await withLock('1');
    await expect(store.lock('wan1')).rejects.toMatchObject(locked);
  });

  it('is taken when its process is dead', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    const { store, lockFile } = await withLock(`${child.pid}\n`);
    await store.lock('wan1');
    expect(await readFile(lockFile, 'utf8')).toBe(`${process.pid}\n`);
  });

  it('goes to exactly one of many who find it abandoned, one shortly after the other', async () => {
    for (let round = 0; round < 30; round += 1) {
      const { store, lockFile } = await withLock('0');
      const lockAfter = async (turns: number) => {
        for (let turn = 0; turn < turns; turn += 1) await setImmediate();
        return store.lock('wan1');
      };
      const results = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => lockAfter(index)));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await readdir(dirname(lockFile))).toEqual([basename(lockFile)]);
    }
  });

  it('is taken although a process crashed while it removed the lock', async () => {
    const { store, lockFile } = await withLock('0');
    await writeFile(`${lockFile}.removing`, '0');
    await expect(store.lock('wan1')).resolves.toBeDefined();
  });

  it('is taken when its process is a zombie', async () => {
    // The child outlives its shell, which would bury it; `cat`, which takes the shell's place, does not.
    const script = '(until grep -q cat /proc/$$/comm; do :; done) & echo $!';
    const { line: zombie } = await livingProcess(script);
    await vi.waitFor(async () => expect(await readFile(`/proc/${zombie}/stat`, 'utf8')).toContain(') Z'));
    const { store } = await withLock(`${zombie}\n`);
    await expect(store.lock('wan1')).resolves.toBeDefined();
  });

  it.each(['0', '-1'])('is taken when its PID is %s', async (content) => {
    const { store } = await withLock(content);
    await expect(store.lock('wan1')).resolves.toBeDefined();
  });

  it('is taken when it is older than the boot of the machine, whoever has its PID now', async () => {
    const { pid } = await livingProcess('echo ready');
    const { store } = await withLock(`${pid}\n`, uptime() + 60);
    await expect(store.lock('wan1')).resolves.toBeDefined();
  });

  it('is taken when it has our own PID from before our start, as in a restarted container', async () => {
    const { store } = await withLock(`${process.pid}\n`, (Date.now() - performance.timeOrigin) / 1000 + 1);
    await expect(store.lock('wan1')).resolves.toBeDefined();
  });

  it.each(['', 'junk', '12 34'])('without a readable PID (%j) is judged by its age', async (content) => {
    const young = await withLock(content, 290);
    await expect(young.store.lock('wan1')).rejects.toThrow('held by another process');
    const old = await withLock(content, 301);
    await expect(old.store.lock('wan1')).resolves.toBeDefined();
  });
});

describe('release', () => {
  it('leaves a lock alone that somebody else has taken meanwhile', async () => {
    const { store, lockFile } = await storeIn(await tempFolder());
    const lock = await store.lock('wan1');
    await writeFile(lockFile, '1\n');
    await lock.release();
    expect(await readFile(lockFile, 'utf8')).toBe('1\n');
  });

  it('a second time does not give away a lock that was taken again', async () => {
    const { store, lockFile } = await storeIn(await tempFolder());
    const first = await store.lock('wan1');
    await first.release();
    await store.lock('wan1');
    await first.release();
    expect(await readFile(lockFile, 'utf8')).toBe(`${process.pid}\n`);
  });

  it('is content when the file is gone', async () => {
    const { store, lockFile } = await withLock('0');
    const lock = await store.lock('wan1');
    await rm(lockFile);
    await expect(lock.release()).resolves.toBeUndefined();
  });
});

describe('parsePid', () => {
  it.each([
    ['123\n', 123],
    [' +7 ', 7],
    ['-1', -1],
    ['1.5', null],
    ['0x10', null],
    ['', null],
  ])('reads %j as %j', (content, pid) => expect(parsePid(content)).toBe(pid));
});
