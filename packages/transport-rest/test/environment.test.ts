import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { rawServer, router, transportTo } from './harness.js';

const READ = { menu: 'queue/tree' };

afterEach(() => vi.unstubAllEnvs());

describe('proxy variables', () => {
  it.each(['http', 'https'] as const)('are ignored over %s', async (scheme) => {
    let connections = 0;
    const proxyPort = await rawServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY']) {
      vi.stubEnv(name, `http://127.0.0.1:${proxyPort}`);
      vi.stubEnv(name.toLowerCase(), `http://127.0.0.1:${proxyPort}`);
    }
    vi.stubEnv('NO_PROXY', '');
    const { httpPort, httpsPort } = await router();
    const port = scheme === 'http' ? httpPort : httpsPort;
    await expect(transportTo(port, { scheme, verify_ssl: false }).read(READ)).resolves.toHaveLength(1);
    expect(connections).toBe(0);
  });
});

describe('too many open files', () => {
  it('is said in one line, and over when there is room again', async () => {
    const { httpPort } = await router();
    const transport = transportTo(httpPort);
    const release = useUpFiles();
    const read = transport.read(READ).catch((error) => error);
    const error = await read.finally(release);
    expect(error).toMatchObject({ kind: 'unreachable', mayHaveApplied: false });
    expect(error.message).toMatch(/^rest http:.*: too many open files \(EMFILE\); raise the limit .*$/);
    await expect(transport.read(READ)).resolves.toHaveLength(1);
  });
});

/** Lowers the limit of this process and opens files up to it; the returned function undoes both. */
function useUpFiles(): () => void {
  const limit = prlimit('--nofile', '--raw', '--noheadings', '--output=SOFT').trim();
  const highest = Math.max(...readdirSync('/proc/self/fd').map(Number));
  prlimit(`--nofile=${highest + 32}:`);
  const files: number[] = [];
  const release = () => {
    // The program that restores the limit needs files, too.
    for (const file of files.splice(0)) closeSync(file);
    prlimit(`--nofile=${limit}:`);
  };
  onTestFinished(release);
  try {
    for (;;) files.push(openSync('/dev/null', 'r'));
  } catch {
    return release;
  }
}

/** Asks or changes a limit of this process, with the program of that name in util-linux. */
function prlimit(...options: string[]): string {
  const command = ['prlimit', '--pid', String(process.pid), ...options];
  return execFileSync('/usr/bin/env', command, { encoding: 'utf8' });
}
