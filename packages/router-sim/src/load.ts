import type { Clock } from '@wanctl/core';

/** A limit on how many requests the management plane serves at full speed, over all connections. */
export interface BurstClamp {
  /** Requests at full speed after a pause. */
  readonly tokens: number;
  /** How fast they come back. */
  readonly tokensPerSecond: number;
  /** What a request without a token costs on top, ms. */
  readonly clampedMs: number;
}

/** Measured on one CHR 7.23.2; the cause is unproven. */
export const CHR_BURST_CLAMP: BurstClamp = { tokens: 180, tokensPerSecond: 130, clampedMs: 20 };

// Above this CPU load requests take longer, three times as long at 100 % (estimate).
const BUSY_LOAD = 60;
const FULL_LOAD_FACTOR = 3;

/** How much longer requests take at a CPU load of 0 to 100. */
export function loadFactor(cpuLoad: number): number {
  const excess = Math.max(0, (cpuLoad - BUSY_LOAD) / (100 - BUSY_LOAD));
  return 1 + excess * (FULL_LOAD_FACTOR - 1);
}

/** Gives the extra time of one request after another, ms. */
export function burstDelays(clock: Clock, clamp: BurstClamp): () => number {
  let { tokens } = clamp;
  let countedMs = clock.now();
  return () => {
    const elapsedMs = clock.now() - countedMs;
    countedMs += elapsedMs;
    tokens = Math.min(clamp.tokens, tokens + (elapsedMs * clamp.tokensPerSecond) / 1000);
    if (tokens < 1) return clamp.clampedMs;
    tokens -= 1;
    return 0;
  };
}
