import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '@wanctl/core';
import { RecordingLogger } from '@wanctl/core/testing';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { RedisStateOptions, RedisStateStore } from '../src/index.js';

/** Why no Redis can be started here; null when it can. */
export const WITHOUT_REDIS =
  spawnSync('redis-server', ['--version']).status === 0
    ? null
    : 'redis-server is missing: apt-get install redis-server';

/** A new folder that goes away with the test. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-redis-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts a Redis that keeps nothing on disk, maybe by a command that goes before; ends it with the test. */
export async function startRedis(host = '127.0.0.1', before: readonly string[] = []) {
  const port = await freePort();
  const options = ['--bind', host, '--port', String(port), '--save', '', '--protected-mode', 'no'];
  const [program = '', ...args] = [...before, 'redis-server', ...options];
  const server = spawn(program, args, { cwd: await tempFolder(), stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill('SIGKILL'));
  for await (const line of server.stdout) if (String(line).includes('Ready to accept')) break;
  server.stdout.resume();
  return { url: `redis://${host}:${port}`, server };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A client that sees and changes what lies in Redis; locks of these names are given back, as by an earlier daemon. */
export async function adminOf(url: string, ...released: string[]): Promise<Redis> {
  const admin = new Redis(url);
  onTestFinished(() => admin.disconnect());
  for (const name of released) await admin.hset(`wanctl:lock:${name}`, 'holder', '');
  return admin;
}

/** A store there, with what it logs. */
export function storeAt(
  url: string,
  { clock = systemClock, leaseSec = 6 }: { clock?: Clock; leaseSec?: number } = {},
) {
  const logger = new RecordingLogger();
  const options = Object.assign(new RedisStateOptions(), { url, lease_sec: leaseSec });
  return { store: new RedisStateStore(options, clock, logger), lines: logger.lines };
}
