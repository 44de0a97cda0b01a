import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

const MARK = 'WANCTL_SANDBOX';

/** True in the process that `enterSandbox` has started. */
export const inSandbox = process.env[MARK] === '1';

/** True where namespaces and a TUN device are to be had. */
export const mayHaveSandbox = process.getuid?.() === 0 && existsSync('/dev/net/tun');

/**
 * Runs this program once more, in network, mount and process namespaces of its own, and gives its exit status. All
 * that it makes there ends with it, whatever ends it: the kernel sees to that.
 */
export async function enterSandbox(): Promise<number> {
  const unshare = ['unshare', '--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const program = [process.execPath, ...process.argv.slice(1)];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...unshare, ...program], {
    stdio: 'inherit',
    env: { ...process.env, [MARK]: '1' },
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  return status ?? 1;
}

/** Runs a program of the system to its end. Throws with what it said when it fails. */
export function system(command: string): void {
  const [program = '', ...args] = command.split(' ');
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`"${command}" failed: ${error?.message ?? stderr.trim()}`);
}
