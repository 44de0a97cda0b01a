import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('cli.js', import.meta.resolve('wanctl')));
const IN_DAEMON = fileURLToPath(import.meta.resolve('@wanctl/soak/in-daemon.js'));
/** As its systemd unit has it. */
const UNIT_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };
/** As much as an uncaught error says. */
const LAST_WORDS = 1000;

/** The built daemon in a process of its own. */
export interface SoakedDaemon {
  readonly pid: number;
  /** Has it collect garbage; gives for how long it stood still, ms. */
  collect(): Promise<number>;
  /** Rejects with its last words when it ends. */
  readonly ended: Promise<never>;
  /** Ends it. */
  close(): Promise<void>;
}

/** Starts it with these files. */
export function startDaemon(files: readonly string[]): SoakedDaemon {
  const child = spawn(process.execPath, ['--import', IN_DAEMON, CLI, 'run', '--config', ...files], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...process.env, ...UNIT_ENVIRONMENT },
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    words = `${words}${text}`.slice(-LAST_WORDS);
  });
  const gone = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    async collect() {
      child.send('collect');
      const [tookMs] = (await once(child, 'message')) as [number];
      return tookMs;
    },
    ended: gone.then(() => {
      throw new Error(`the daemon ended: ${words.trim()}`);
    }),
    async close() {
      child.kill();
      await gone;
    },
  };
}
