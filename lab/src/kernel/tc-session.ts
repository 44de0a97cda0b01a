import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';

/** A resident `tc` at the other end of a serial line. It answers in about a millisecond; starting one takes 45. */
export interface TcSession {
  /** Runs a command that shows something, and gives that. Rejects with the words of `tc`. */
  show(command: string): Promise<unknown>;
  /** Runs a command that changes something; resolves when it is done. Rejects with the words of `tc`. */
  change(command: string): Promise<void>;
}

interface Waiter {
  /** On the clock of `performance.now()`. */
  readonly sinceMs: number;
  resolve(answer: unknown): void;
  reject(reason: Error): void;
}

/** The guest's serial line misses now and then that something has come, until more comes; ms. */
const NUDGE_MS = 25;
/** An answer that is not there after so long has got lost, ms. */
const LOST_MS = 5000;

/** Talks to `tc -j -force -batch -`: each command's answer ends with a line of JSON, what else comes is a complaint. */
export function openTcSession(line: Duplex): TcSession {
  const waiting: Waiter[] = [];
  let complaint = '';
  const lines = createInterface(line).on('line', (text) => {
    if (!text.startsWith('[')) {
      if (text.trim() !== '') complaint += `${text.trim()} `;
      return;
    }
    const waiter = waiting.shift();
    if (complaint) waiter?.reject(new Error(`tc: ${complaint.trim()}`));
    else waiter?.resolve(JSON.parse(text));
    complaint = '';
  });
  lines.on('close', () => {
    for (const { reject } of waiting.splice(0)) reject(new Error('the guest kernel has ended'));
  });
  const nudge = () => {
    const [oldest] = waiting;
    if (!oldest) return;
    line.write('\n');
    if (performance.now() - oldest.sinceMs > LOST_MS)
      waiting.shift()?.reject(new Error('tc does not answer'));
  };
  setInterval(nudge, NUDGE_MS).unref();
  const ask = (commands: string) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.push({ sinceMs: performance.now(), resolve, reject });
      line.write(commands);
    });
  return {
    show: (command) => ask(`${command}\n`),
    // A change alone answers nothing.
    change: async (command) => void (await ask(`${command}\nqdisc show dev lo\n`)),
  };
}
