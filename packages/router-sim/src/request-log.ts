import type { RequestRecord } from './rest/handler.js';

/** The requests that a router has answered. */
export interface RequestLog {
  /** The last 1000, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Calls `listener` for each request from now on; the returned function ends it. */
  onRequest(listener: (record: RequestRecord) => void): () => void;
  add(record: RequestRecord): void;
}

const KEPT = 1000;

/** An empty log. */
export function createRequestLog(): RequestLog {
  const requests: RequestRecord[] = [];
  const listeners = new Set<(record: RequestRecord) => void>();
  return {
    requests,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(record) {
      requests.push(record);
      if (requests.length > KEPT) requests.shift();
      for (const listener of listeners) listener(record);
    },
  };
}
