import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The real daemon, in a process of its own. */
export interface Daemon {
  /** Aborted when it ends. */
  readonly ended: AbortSignal;
  /** CPU time that it has taken. Throws with its last words when it has ended. */
  cpuSeconds(): number;
  peakRssBytes(): number;
  stop(): Promise<void>;
}

const CLI = fileURLToPath(new URL('cli.js', import.meta.resolve('wanctl')));
/** Of `/proc/PID/stat`, whatever the kernel's own clock (proc(5), `sysconf(_SC_CLK_TCK)`). */
const TICKS_PER_SECOND = 100;

/** Starts it with a WAN file. */
export function startDaemon(wanFile: string): Daemon {
  const child = spawn(process.execPath, [CLI, 'run', '--config', wanFile], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    words = `${words}${text}`.slice(-1000);
  });
  const ended = new AbortController();
  const exited = once(child, 'exit').then(() => ended.abort());
  const read = (file: string) => {
    if (ended.signal.aborted) throw new Error(`the daemon ended: ${words.trim()}`);
    return readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  };
  return {
    ended: ended.signal,
    cpuSeconds() {
      const fields = read('stat').split(') ')[1]?.split(' ') ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    peakRssBytes: () => Number(/^VmHWM:\s+(\d+) kB$/m.exec(read('status'))?.[1]) * 1024,
    stop() {
      child.kill('SIGTERM');
      return exited;
    },
  };
}
