import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { keepClient } from '../src/kept-client.js';
import type { Told } from '../src/told.js';
import { probeOf } from './harness.js';

/** Has what is started as irtt be a shell script, which finds its own path in `$0`. */
async function pretend(...script: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-irtt-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'irtt');
  await writeFile(path, ['#!/bin/sh', ...script].join('\n'));
  await chmod(path, 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
  onTestFinished(() => void vi.unstubAllEnvs());
  return path;
}

/** Keeps a client, and notes what it tells and for how long it waits for what. */
function keep() {
  const clock = new ManualClock();
  const schedule = vi.spyOn(clock, 'schedule');
  const told: Told[] = [];
  const client = keepClient(clock, ['--', 'vps'], (line) => told.push(line));
  onTestFinished(() => client.stop());
  return { clock, told, client, waitsMs: () => schedule.mock.calls.map(([, waitMs]) => waitMs) };
}

const COUNT_RUNS = 'echo run >>"$0.runs"; echo "run $(grep -c run "$0.runs")" >&2';
const ANSWER = 'echo "seq=0 rtt=20ms ipdv=n/a"';

describe('a client', () => {
  it('that ends without an answer is started again after 1 s, 2 s, 4 s, 8 s', async () => {
    await pretend(COUNT_RUNS);
    const { clock, client, waitsMs } = keep();
    for (const run of [1, 2, 3, 4, 5, 6]) {
      await vi.waitUntil(() => client.problem() === `run ${run}`);
      await clock.advance(8000);
    }
    const rests = waitsMs().filter((waitMs) => waitMs !== 20_000);
    expect(rests.slice(0, 6)).toEqual([1000, 2000, 4000, 8000, 8000, 8000]);
  });

  it('that ends after an answer is started again at once', async () => {
    await pretend(ANSWER);
    const { clock, told, client, waitsMs } = keep();
    for (const answers of [1, 2, 3]) {
      await vi.waitUntil(() => told.length === answers && waitsMs().at(-1) === 0);
      await clock.advance(0);
    }
    expect(client.problem()).toBe('');
  });

  it('that says nothing for 20 s is started again', async () => {
    await pretend('exec sleep 1000');
    const { clock, client } = keep();
    await clock.advance(20_000);
    await vi.waitUntil(() => client.problem() === 'no answer for 20 s');
  });

  it('is gone when it has been stopped, and tells nothing more', async () => {
    const path = await pretend('echo $$ >"$0.pid"', ANSWER, 'exec sleep 1000');
    const { told, client } = keep();
    await vi.waitUntil(() => told.length === 1);
    await client.stop();
    await client.stop();
    const pid = Number(await readFile(`${path}.pid`, 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

it('a probe without irtt says what to install', async () => {
  vi.stubEnv('PATH', '/nowhere');
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(probeOf(['127.0.0.1']).start(() => {})).rejects.toMatchObject({
    code: 'ERR_PROBE_START',
    message: expect.stringContaining('apt install irtt'),
  });
});
