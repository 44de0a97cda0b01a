import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Clock, messageOf } from '@wanctl/core';
import { hearOutput, type Told } from './told.js';

/** One run of `irtt client`. */
export interface Run {
  /** Resolves when it is gone, with the reason: its own words, if it has had any. */
  readonly ended: Promise<string>;
  kill(): void;
}

/**
 * It is killed after this time without an answer: a server forgets who is silent, and knows nobody from before its own
 * start.
 */
const SILENCE_MS = 20_000;

/** Starts `irtt client` and hands on what it tells. */
export function runClient(clock: Clock, args: readonly string[], hear: (told: Told) => void): Run {
  const env = { PATH: process.env['PATH'] };
  const client = spawn('irtt', ['client', ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const kill = () => void client.kill('SIGKILL');
  let lastWords = '';
  const giveUp = () => {
    lastWords = `no answer for ${SILENCE_MS / 1000} s`;
    kill();
  };
  let cancel = clock.schedule(giveUp, SILENCE_MS);
  hearOutput(client.stdout, (told) => {
    cancel();
    cancel = clock.schedule(giveUp, SILENCE_MS);
    hear(told);
  });
  createInterface({ input: client.stderr }).on('line', (line) => {
    lastWords = line;
  });
  client.on('error', (error) => {
    lastWords = messageOf(error);
  });
  const ended = new Promise<string>((resolve) => {
    client.on('close', (code, signal) => {
      cancel();
      resolve(lastWords || `irtt ended with ${signal ?? `exit status ${code}`}`);
    });
  });
  return { ended, kill };
}
