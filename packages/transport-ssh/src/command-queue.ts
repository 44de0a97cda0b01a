/** Hands pieces of work to workers, each of which does one at a time. */
export interface CommandQueue<Worker> {
  /**
   * Runs `work` when its turn comes: normal work with any free worker, urgent work with the first worker, in
   * order and before all else that waits for it.
   */
  add<T>(work: (worker: Worker) => Promise<T>, priority: 'urgent' | 'normal'): Promise<T>;
  /** Rejects all that waits, and all that is added from now on. */
  close(reason: Error): void;
}

interface Waiting<Worker> {
  start(worker: Worker): Promise<void>;
  refuse(reason: Error): void;
}

/** An empty queue. */
export function createCommandQueue<Worker>(workers: readonly Worker[]): CommandQueue<Worker> {
  const waiting = { urgent: [] as Waiting<Worker>[], normal: [] as Waiting<Worker>[] };
  const busy = new Set<Worker>();
  let closedBy: Error | null = null;

  function startWaiting(): void {
    for (const worker of workers.filter((candidate) => !busy.has(candidate))) {
      const urgent = worker === workers[0] ? waiting.urgent.shift() : undefined;
      const next = urgent ?? waiting.normal.shift();
      if (next) void occupy(worker, next);
    }
  }

  async function occupy(worker: Worker, work: Waiting<Worker>): Promise<void> {
    busy.add(worker);
    await work.start(worker);
    busy.delete(worker);
    startWaiting();
  }

  return {
    add: (work, priority) =>
      new Promise((resolve, reject) => {
        if (closedBy) return reject(closedBy);
        waiting[priority].push({ start: (worker) => work(worker).then(resolve, reject), refuse: reject });
        startWaiting();
      }),
    close(reason) {
      closedBy = reason;
      for (const { refuse } of [...waiting.urgent.splice(0), ...waiting.normal.splice(0)]) refuse(reason);
    },
  };
}
