import type { CancelTimer, Clock } from '@wanctl/core';

/** Runs pieces of work one at a time. */
export interface RequestQueue {
  /** Runs `work` when its turn comes; urgent work goes before all that waits. */
  add<T>(work: () => Promise<T>, priority: 'urgent' | 'normal'): Promise<T>;
  /** Starts nothing more for `durationMs` milliseconds. */
  holdFor(durationMs: number): void;
  /** Rejects all that waits, and all that is added from now on. */
  close(reason: Error): void;
}

interface Waiting {
  start(): Promise<void>;
  refuse(reason: Error): void;
}

/** An empty queue. */
export function createRequestQueue(clock: Clock): RequestQueue {
  const waiting = { urgent: [] as Waiting[], normal: [] as Waiting[] };
  let busy = false;
  let closedBy: Error | null = null;
  let cancelHold: CancelTimer | null = null;

  async function startWaiting(): Promise<void> {
    if (busy) return;
    busy = true;
    while (!cancelHold) {
      const next = waiting.urgent.shift() ?? waiting.normal.shift();
      if (!next) break;
      await next.start();
    }
    busy = false;
  }

  return {
    add: (work, priority) =>
      new Promise((resolve, reject) => {
        if (closedBy) return reject(closedBy);
        waiting[priority].push({ start: () => work().then(resolve, reject), refuse: reject });
        void startWaiting();
      }),
    holdFor(durationMs) {
      cancelHold?.();
      cancelHold = clock.schedule(() => {
        cancelHold = null;
        void startWaiting();
      }, durationMs);
    },
    close(reason) {
      closedBy = reason;
      cancelHold?.();
      for (const { refuse } of [...waiting.urgent.splice(0), ...waiting.normal.splice(0)]) refuse(reason);
    },
  };
}
