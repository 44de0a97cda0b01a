import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Duplex, Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { openTcSession, type TcSession } from './tc-session.js';

/** A `tc` for each namespace of the guest kernel. */
export interface Guest {
  readonly router: TcSession;
  readonly isp: TcSession;
  readonly far: TcSession;
}

const INIT = fileURLToPath(import.meta.resolve('@wanctl/lab/assets/init.sh'));
const BOOT_MS = 60_000;

/**
 * Boots User Mode Linux, a kernel that is an ordinary program, and resolves when its network is up. Rejects with the
 * last lines of its console when it does not come up within a minute.
 */
export async function bootGuest(): Promise<Guest> {
  const options = [
    ...['root=/dev/root', 'rootfstype=hostfs', 'rootflags=/', 'ro', 'mem=256M', `init=${INIT}`, 'quiet'],
    ...['con=null', 'con0=null,fd:1', 'ssl=null', 'ssl0=fd:3', 'ssl1=fd:4', 'ssl2=fd:5'],
    ...['vec0:transport=tap,ifname=lan,depth=128', 'vec1:transport=tap,ifname=wan,depth=128'],
  ];
  const child = spawn('linux.uml', options, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: '/dev/shm' },
  });
  const [, output, , ...serialLines] = child.stdio;
  const console: string[] = [];
  const ready = new Promise<void>((resolve) => {
    createInterface(output as Readable).on('line', (line) => {
      console.push(line);
      if (line.trim() === 'lab-ready') resolve();
    });
  });
  const failed = Promise.race([once(child, 'exit'), once(AbortSignal.timeout(BOOT_MS), 'abort')]).then(() => {
    throw new Error(`the kernel does not come up: ${console.slice(-3).join(' | ')}`);
  });
  await Promise.race([ready, failed]);
  failed.catch(() => {});
  const [router, isp, far] = serialLines.map((line) => openTcSession(line as Duplex));
  if (!router || !isp || !far) throw new Error('the kernel has no serial lines');
  return { router, isp, far };
}
