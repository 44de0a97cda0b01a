import { type Clock, systemClock } from '@wanctl/core';
import { afterEach, describe, expect, it } from 'vitest';
import { type KeptChild, keepChild } from '../../src/engines/kept-child.js';

/** A clock that does at once what it is asked to do later, at most `starts` times, and notes the delays. */
function hurriedClock(starts: number) {
  const delays: number[] = [];
  let all = (_: number[]) => {};
  const done = new Promise<number[]>((resolve) => {
    all = resolve;
  });
  const clock: Clock = {
    ...systemClock,
    schedule(callback, delayMs) {
      delays.push(delayMs);
      if (delays.length <= starts) queueMicrotask(callback);
      else all(delays);
      return () => {};
    },
  };
  return { clock, done };
}

const script = (text: string) => ({ command: process.execPath, args: ['-e', text], afterMs: 0 });

describe('keepChild', () => {
  let child: KeptChild | undefined;
  afterEach(() => child?.stop());

  it('hands over each line and remembers no problem', async () => {
    const lines: string[] = [];
    await new Promise<void>((resolve) => {
      const onLine = (line: string) => {
        if (lines.push(line) === 2) resolve();
        return true;
      };
      child = keepChild(systemClock, {
        ...script('console.log("a\\nb"); setInterval(() => {}, 1000)'),
        onLine,
      });
    });
    expect(lines).toEqual(['a', 'b']);
    expect(child?.problem()).toBe('');
  });

  it('starts a program anew that exits, ever more slowly, and repeats its complaint', async () => {
    const { clock, done } = hurriedClock(7);
    child = keepChild(clock, {
      ...script('console.error("no socket"); process.exit(4)'),
      onLine: () => false,
    });
    expect(await done).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(child.problem()).toBe('no socket');
  });

  it('starts a program anew soon when it had done its work', async () => {
    const { clock, done } = hurriedClock(3);
    child = keepChild(clock, { ...script('console.log("answer")'), onLine: () => true });
    expect(await done).toEqual([0, 1000, 1000, 1000]);
    expect(child.problem()).toMatch(/ended with exit status 0$/);
  });

  it('says that a program is not there, and tries again', async () => {
    const { clock, done } = hurriedClock(2);
    child = keepChild(clock, { command: 'no-such-program', args: [], afterMs: 0, onLine: () => true });
    expect(await done).toEqual([0, 1000, 2000]);
    expect(child.problem()).toBe('spawn no-such-program ENOENT');
  });

  it('survives a program that the system refuses to start at all', async () => {
    const { clock, done } = hurriedClock(2);
    const refused = { command: process.execPath, args: ['\0'], afterMs: 0, onLine: () => true };
    child = keepChild(clock, refused);
    expect(await done).toEqual([0, 1000, 2000]);
    expect(child.problem()).toContain('must be a string without null bytes');
  });

  it('hides the environment, and asks for plain English', async () => {
    process.env['WANCTL_TEST_SECRET'] = 'secret';
    const environment = await new Promise<string>((resolve) => {
      const onLine = (line: string) => {
        resolve(line);
        return true;
      };
      child = keepChild(systemClock, { ...script('console.log(JSON.stringify(process.env))'), onLine });
    });
    expect(JSON.parse(environment)).toEqual({ PATH: process.env['PATH'], LC_ALL: 'C' });
  });

  it('kills the program when stopped and leaves it dead', async () => {
    const { clock, done } = hurriedClock(1);
    const pid = await new Promise<number>((resolve) => {
      const onLine = (line: string) => {
        resolve(Number(line));
        return true;
      };
      child = keepChild(clock, {
        ...script('console.log(process.pid); setInterval(() => {}, 1000)'),
        onLine,
      });
    });
    await child?.stop();
    await child?.stop();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect(await Promise.race([done, Promise.resolve('no restart')])).toBe('no restart');
  });
});
