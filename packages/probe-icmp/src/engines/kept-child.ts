import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type Clock, messageOf } from '@wanctl/core';

/** What to run, and who reads its output. */
export interface ChildOrder {
  readonly command: string;
  readonly args: readonly string[];
  /** Wait before the first start, ms. */
  readonly afterMs: number;
  /** Gets each line of output; true says that the program does its work. */
  readonly onLine: (line: string) => boolean;
}

/** A program that is kept running. */
export interface KeptChild {
  /** What it complained about since it last did its work; empty when it did not. */
  problem(): string;
  /** Kills it and waits until it is gone. */
  stop(): Promise<void>;
}

const FIRST_RESTART_MS = 1000;
const LAST_RESTART_MS = 30_000;
const MAX_PROBLEM_LENGTH = 200;

/** Runs a program until stopped: when it exits it is started anew after 1 s, 2 s, 4 s … 30 s. */
export function keepChild(clock: Clock, order: ChildOrder): KeptChild {
  let problem = '';
  let restartMs = FIRST_RESTART_MS;
  let stopped = false;
  let kill = async () => {};

  const start = () => {
    kill = launch(order, {
      onWork() {
        problem = '';
        restartMs = FIRST_RESTART_MS;
      },
      onComplaint(text) {
        problem = text.slice(0, MAX_PROBLEM_LENGTH);
      },
      onEnd(reason) {
        problem ||= reason;
        if (stopped) return;
        cancelStart = clock.schedule(start, restartMs);
        restartMs = Math.min(2 * restartMs, LAST_RESTART_MS);
      },
    });
  };

  let cancelStart = clock.schedule(start, order.afterMs);
  return {
    problem: () => problem,
    async stop() {
      stopped = true;
      cancelStart();
      await kill();
    },
  };
}

interface Course {
  onWork(): void;
  onComplaint(text: string): void;
  /** Called once, even when the program could not be started. */
  onEnd(reason: string): void;
}

/** Starts it once; the returned function kills it and waits until it is gone. */
function launch({ command, args, onLine }: ChildOrder, course: Course): () => Promise<void> {
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' };
  let child: ChildProcessByStdio<null, Readable, Readable>;
  try {
    child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  } catch (error) {
    // Thrown, not emitted, when e.g. the program's file capability is beyond the process's bounding set (EPERM).
    course.onEnd(`cannot run ${command}: ${messageOf(error)}`);
    return async () => {};
  }
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line) && course.onWork());
  createInterface({ input: child.stderr }).on('line', course.onComplaint);
  child.on('error', (error) => course.onComplaint(messageOf(error)));
  const closed = new Promise<void>((resolve) => {
    child.on('close', (code, signal) => {
      course.onEnd(`${command} ended with ${signal ?? `exit status ${code}`}`);
      resolve();
    });
  });
  return () => {
    child.kill('SIGKILL');
    return closed;
  };
}
