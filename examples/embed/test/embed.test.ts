import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startRouterSim } from '@wanctl/router-sim';
import { expect, it, onTestFinished } from 'vitest';

/** Runs one of the programs. */
function start(program: string, ...args: string[]) {
  const path = new URL(`../src/${program}`, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, ...args], {
    env: { ...process.env, ROUTER_PASSWORD: 'geheim' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, lines: createInterface({ input: child.stdout }), exited: once(child, 'exit') };
}

it('queue-load prints what the queues of a router carry, and ends on Ctrl-C', async () => {
  const sim = await startRouterSim({
    users: [{ name: 'wanctl', password: 'geheim', policies: ['read', 'rest-api'] }],
    wans: [
      {
        name: 'wan1',
        queues: { download: 'Down', upload: 'Up' },
        download: { capacityBps: 40e6, demandBps: Number.POSITIVE_INFINITY },
        upload: { capacityBps: 10e6 },
      },
    ],
  });
  onTestFinished(() => sim.close());
  for (const name of ['Down', 'Up']) sim.add('queue/tree', { name, parent: 'global' });
  const { child, lines, exited } = start(
    'queue-load.js',
    '127.0.0.1',
    new URL(sim.httpsUrl).port,
    'wanctl',
    'Down',
    'Up',
  );
  let heard = '';
  for await (const line of lines) {
    heard += `${line}\n`;
    if (/^Down: (39|40|41)/m.test(heard) && /^Up: 0.0 /m.test(heard)) break;
  }
  child.kill('SIGINT');
  expect(await exited).toEqual([0, null]);
});

it('law-over-csv prints a verdict for each row, and slows down a line whose delay grows', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-embed-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'recording.csv');
  const rows = Array.from({ length: 200 }, (_, at) => `${at * 50},${at < 100 ? '20,21' : '250,260'}`);
  await writeFile(file, `t_ms,rtt_1,rtt_2\n${rows.join('\n')}\n`);
  const { lines, exited } = start('law-over-csv.js', file);
  const said: string[] = [];
  for await (const line of lines) said.push(line);
  expect(await exited).toEqual([0, null]);
  expect(said).toHaveLength(200);
  expect(said[99]).toMatch(/^4950 ms: GREEN, 100 Mbit/);
  expect(said[199]).toMatch(/^9950 ms: RED, /);
});
