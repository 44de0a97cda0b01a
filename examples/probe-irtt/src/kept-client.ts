import { type Clock, messageOf } from '@wanctl/core';
import { runClient } from './run-client.js';
import type { Told } from './told.js';

/** An `irtt client` that is kept running. */
export interface KeptClient {
  /** Why it has ended, when it has without an answer since; else empty. */
  problem(): string;
  /** Kills it and waits until it is gone. */
  stop(): Promise<void>;
}

const FIRST_REST_MS = 1000;
const LAST_REST_MS = 8000;
const MAX_PROBLEM_LENGTH = 200;

/**
 * Runs `irtt client` until stopped: when it has ended, at once again if it had answers, because then its test was over,
 * else after 1 s, 2 s, 4 s, 8 s. What it tells is heard until then.
 */
export function keepClient(clock: Clock, args: readonly string[], hear: (told: Told) => void): KeptClient {
  let problem = '';
  let restMs = 0;
  let isStopped = false;
  let interrupt = () => {};

  const onTold = (told: Told) => {
    if (told.kind === 'answer') [problem, restMs] = ['', 0];
    if (!isStopped) hear(told);
  };
  const run = async () => {
    const client = runClient(clock, args, onTold);
    interrupt = client.kill;
    return client.ended;
  };
  const rest = () =>
    new Promise<void>((resolve) => {
      const cancel = clock.schedule(resolve, restMs);
      interrupt = () => resolve(cancel());
    });
  const keep = async () => {
    while (!isStopped) {
      restMs = Math.min(2 * restMs || FIRST_REST_MS, LAST_REST_MS);
      const reason = await run().catch(messageOf);
      if (restMs > 0) problem = reason.slice(0, MAX_PROBLEM_LENGTH);
      if (!isStopped) await rest();
    }
  };

  const gone = keep();
  return {
    problem: () => problem,
    stop() {
      isStopped = true;
      interrupt();
      return gone;
    },
  };
}
