import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A program that runs until it is told to end. */
export interface KeptProcess {
  readonly pid: number;
  /** The next line of its output and complaints. Rejects with the last one when it ends before. */
  line(): Promise<string>;
  /** Ends it with SIGTERM and gives what else it has printed. */
  end(): Promise<string[]>;
}

/** Starts it. */
export function keepProcess(command: string, ...args: readonly string[]): KeptProcess {
  const child = spawn('sh', ['-c', 'exec "$@" 2>&1', 'sh', command, ...args]);
  const gone = once(child, 'close');
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  let last = `${command} has ended`;
  return {
    pid: child.pid ?? 0,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(last);
      last = value;
      return value;
    },
    async end() {
      child.kill();
      const rest: string[] = [];
      for (let next = await lines.next(); !next.done; next = await lines.next()) rest.push(next.value);
      await gone;
      return rest;
    },
  };
}

/** The path of a program of this bench. */
export function programOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
