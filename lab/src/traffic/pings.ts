import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { max } from 'd3-array';
import { SERVER } from '../network.js';
import type { Ping } from '../recording.js';

/** A running `fping`, which measures what a user feels and knows nothing of the daemon. */
export interface Pings {
  /** What was measured so far, times being ms since that moment (wall clock, ms). */
  since(momentMs: number): Ping[];
  stop(): void;
}

const INTERVAL_MS = 50;
const TIMEOUT_MS = 5000;

/** Pings the server 20 times a second. */
export function startPings(): Pings {
  const child = spawn('fping', ['-D', '-l', '-p', `${INTERVAL_MS}`, '-t', `${TIMEOUT_MS}`, SERVER], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const answers = new Map<number, { sentAtMs: number; rttMs: number }>();
  createInterface(child.stdout).on('line', (line) => {
    const answer = parseAnswer(line);
    if (answer) answers.set(answer.sequence, answer);
  });
  return {
    since: (momentMs) => pingsOf(answers, momentMs),
    stop: () => void child.kill(),
  };
}

/** Reads `[1795462309.55793] 198.51.100.200 : [49], 64 bytes, 21.6 ms (161 avg, 0% loss)`; null: another line. */
export function parseAnswer(line: string): { sequence: number; sentAtMs: number; rttMs: number } | null {
  const [, seconds, sequence, ms] = /^\[([\d.]+)\] \S+ : \[(\d+)\], \d+ bytes, ([\d.]+) ms/.exec(line) ?? [];
  if (ms === undefined) return null;
  return { sequence: Number(sequence), sentAtMs: Number(seconds) * 1000 - Number(ms), rttMs: Number(ms) };
}

/** One ping per sequence number up to the last that was answered; when a silent one was sent is known by its neighbour. */
function pingsOf(
  answers: ReadonlyMap<number, { sentAtMs: number; rttMs: number }>,
  momentMs: number,
): Ping[] {
  const pings: Ping[] = [];
  let sentAtMs = momentMs;
  const last = max(answers.keys()) ?? -1;
  for (let sequence = 0; sequence <= last; sequence += 1) {
    const answer = answers.get(sequence);
    sentAtMs = answer?.sentAtMs ?? sentAtMs + INTERVAL_MS;
    pings.push({ tMs: sentAtMs - momentMs, rttMs: answer?.rttMs ?? null });
  }
  return pings;
}
