import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The program that is tried. */
export const CLI = fileURLToPath(new URL('cli.js', import.meta.resolve('wanctl')));
const IN_DAEMON = fileURLToPath(import.meta.resolve('@wanctl/chaos/assets/in-daemon.js'));
/** How long a daemon that has ended stays away, ms. */
const RESTART_MS = 200;
/** As many as an uncaught error takes. */
const LAST_WORDS_LINES = 20;

/** What can be done to the daemon from inside. */
export interface InnerFault {
  /** How far its calendar is ahead, ms. */
  readonly clockOffsetMs?: number;
  /** For how long its event loop stands still, ms. */
  readonly stallMs?: number;
}

/** The real daemon in a process of its own, started anew whenever it ends, as systemd does. */
export interface KeptDaemon {
  readonly pid: number;
  /** Last words of those that ended though nobody killed them, oldest first. */
  readonly falls: readonly string[];
  /** All that it has printed. */
  readonly output: () => string;
  tell(fault: InnerFault): void;
  signal(signal: NodeJS.Signals): void;
  /** Kills it, does something while it is away, and starts it anew. */
  during(absence: () => Promise<void>, signal?: NodeJS.Signals): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
}

/** Starts it with these files. */
export function keepDaemon(configFiles: readonly string[]): KeptDaemon {
  const falls: string[] = [];
  let output = '';
  let expected = false;
  let child = begin();
  let gone = watch();

  function begin(): ChildProcess {
    const args = ['--import', IN_DAEMON, CLI, 'run', '--config', ...configFiles];
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    return started;
  }

  async function watch(): Promise<void> {
    const [code, signal] = await once(child, 'exit');
    if (expected) return;
    falls.push(
      `${signal ?? `exit ${code}`}\n${output.trim().split('\n').slice(-LAST_WORDS_LINES).join('\n')}`,
    );
    await sleep(RESTART_MS);
    if (expected) return;
    child = begin();
    gone = watch();
  }

  const end = async (signal: NodeJS.Signals) => {
    expected = true;
    child.kill(signal);
    await gone;
  };
  return {
    get pid() {
      return child.pid ?? 0;
    },
    falls,
    output: () => output,
    tell: (fault) => void (child.connected && child.send(fault)),
    signal: (signal) => void child.kill(signal),
    async during(absence, signal = 'SIGKILL') {
      await end(signal);
      await absence();
      expected = false;
      child = begin();
      gone = watch();
    },
    close: () => end('SIGKILL'),
  };
}
