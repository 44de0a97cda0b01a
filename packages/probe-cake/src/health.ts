import type { ProbeHealth } from '@wanctl/core';

/** What a probe knows about its work on a WAN's two queues. */
export interface ProbeRecord {
  /** Message of the last read when it failed; empty when it did not. */
  readonly fault: string;
  /** Time since the last good read, ms; null before the first. */
  readonly quietMs: number | null;
  /** From so long without a good read on failed reads mean `collapsed` and not `reduced`, ms. */
  readonly staleMs: number;
  /** Names of the queues that the last good read did not show. */
  readonly missing: readonly string[];
}

/** The state of the probe's work, and what is wrong with it. */
export function judge({ fault, quietMs, staleMs, missing }: ProbeRecord): Omit<ProbeHealth, 'engine'> {
  if (fault !== '') {
    const isStale = quietMs === null || quietMs >= staleMs;
    return { state: isStale ? 'collapsed' : 'reduced', detail: fault };
  }
  if (quietMs === null) return { state: 'starting', detail: '' };
  if (missing.length === 0) return { state: 'healthy', detail: '' };
  const names = missing.map((queue) => `"${queue}"`).join(' and ');
  return {
    state: missing.length === 1 ? 'reduced' : 'collapsed',
    detail: `the router shows no counters of queue ${names}`,
  };
}
