import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askDaemon } from '../../src/local-socket/ask-daemon.js';
import { listenOn } from '../../src/local-socket/listen.js';
import { answerFrom } from '../../src/local-socket/request-handler.js';
import { socketPathOf } from '../../src/local-socket/socket-path.js';

const HANDLER = answerFrom({
  pages: {
    '/health': () => ({ status: 503, body: { pid: 1 } }),
    '/mark': () => {
      throw new Error('out of order');
    },
  },
  streams: { '/live': (response) => response.end() },
});

let path: string;
let end: (() => Promise<void>) | undefined;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'wanctl-socket-')), 'wan.sock');
  end = undefined;
});
afterEach(() => end?.());

async function request(method: string, target: string): Promise<number | undefined> {
  const [response] = await once(get({ socketPath: path, path: target, method, agent: false }), 'response');
  response.resume();
  return response.statusCode;
}

describe('the local socket', () => {
  it('lies beside the lock', () => {
    expect(socketPathOf('/run/wanctl/wan1.lock')).toBe('/run/wanctl/wan1.sock');
    expect(socketPathOf('/tmp/a.b/wan')).toBe('/tmp/a.b/wan.sock');
  });

  it('answers, is for owner and group only, and is gone at the end', async () => {
    end = await listenOn(path, HANDLER);
    expect((await stat(path)).mode & 0o777).toBe(0o660);
    expect(await askDaemon(path, '/health')).toEqual({ pid: 1 });
    await end();
    expect(existsSync(path)).toBe(false);
    expect(await askDaemon(path, '/health')).toBeNull();
  });

  it('answers wrong requests, and outlives a page that fails', async () => {
    end = await listenOn(path, HANDLER);
    expect(await request('GET', '/nowhere')).toBe(404);
    expect(await request('POST', '/health')).toBe(405);
    expect(await request('POST', '/live')).toBe(405);
    expect(await askDaemon(path, '/mark')).toEqual({ error: 'out of order' });
    expect(await request('GET', '/health')).toBe(503);
  });

  it('takes the place of one that a killed daemon has left', async () => {
    const left = createServer();
    await once(left.listen(`${path}.live`), 'listening');
    // A socket that outlives its server, as after SIGKILL: closing would remove the path it was bound to.
    await rename(`${path}.live`, path);
    left.close();
    expect(await askDaemon(path, '/health')).toBeNull();
    end = await listenOn(path, HANDLER);
    expect(await askDaemon(path, '/health')).toEqual({ pid: 1 });
  });

  it('leaves a file alone that is no socket', async () => {
    await writeFile(path, 'precious');
    await expect(listenOn(path, HANDLER)).rejects.toThrow(/EADDRINUSE/);
    expect(await readFile(path, 'utf8')).toBe('precious');
  });

  it('refuses a path that the kernel would cut off', async () => {
    const long = `${path}${'x'.repeat(108 - Buffer.byteLength(path))}`;
    await expect(listenOn(long, HANDLER)).rejects.toThrow("has 108 bytes, a socket's path at most 107");
    const longest = long.slice(0, -1);
    end = await listenOn(longest, HANDLER);
    expect(existsSync(longest)).toBe(true);
  });

  it('ends although a client holds its connection', async () => {
    let arrived = () => {};
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const close = await listenOn(path, () => arrived());
    const failed = once(get({ socketPath: path, path: '/health', agent: false }), 'error');
    await asked;
    await close();
    await failed;
  });
});
