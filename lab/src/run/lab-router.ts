import type { Direction, PerDirection } from '@wanctl/core';
import { type Latency, startRouterSim } from '@wanctl/router-sim';
import type { QueueCounters } from '../kernel/line.js';
import type { Shaper } from './shaper.js';

/** Names of the router's queues. */
export const QUEUES: PerDirection<string> = { download: 'Lab-Download', upload: 'Lab-Upload' };
/** The router's user. */
export const LOGIN = { name: 'wanctl', password: 'lab' };

/** A router's REST face in front of the real queues. */
export interface LabRouter {
  readonly httpsPort: number;
  /** Counts what a queue has passed since the last time. */
  count(direction: Direction, counters: QueueCounters): void;
  close(): Promise<void>;
}

const DIRECTIONS = ['download', 'upload'] as const;

/** Opens it; `latency` stands for the CPU of a router. Limits that its rows are given go to the shaper. */
export async function openLabRouter(shaper: Shaper, latency: Latency): Promise<LabRouter> {
  const sim = await startRouterSim({
    latency,
    users: [{ ...LOGIN, policies: ['read', 'write', 'rest-api'] }],
  });
  for (const direction of DIRECTIONS) {
    const type = `cake-${direction === 'download' ? 'down' : 'up'}-lab`;
    sim.add('queue/type', { name: type, kind: 'cake' });
    const limit = String(shaper.limitsBps[direction] ?? 0);
    sim.add('queue/tree', { name: QUEUES[direction], parent: 'global', queue: type, 'max-limit': limit });
  }
  sim.onRequest(() => {
    for (const direction of DIRECTIONS) {
      shaper.set(direction, sim.queue(QUEUES[direction]).maxLimitBps || null);
    }
  });
  const seen = { download: newMeter(), upload: newMeter() };
  return {
    httpsPort: Number(new URL(sim.httpsUrl).port),
    count(direction, { bytes, queuedBytes }) {
      const { passedBytes, dtMs } = seen[direction](bytes);
      sim.count(QUEUES[direction], passedBytes, queuedBytes, dtMs);
    },
    close: () => sim.close(),
  };
}

/** Gives what has passed since the last reading; nothing at first. */
function newMeter() {
  let before: { bytes: number; atMs: number } | undefined;
  return (bytes: number) => {
    const now = { bytes, atMs: performance.now() };
    const { bytes: last, atMs } = before ?? { bytes, atMs: now.atMs - 1 };
    before = now;
    return { passedBytes: bytes - last, dtMs: now.atMs - atMs };
  };
}
