/** One request that has been answered: a REST request, a command line over SSH, or a sentence of the binary API. */
export interface RequestRecord {
  /** HTTP method, `EXEC` or `API`. */
  readonly method: string;
  /** Path and query string, the line, or the sentence's words but its tag, as sent. */
  readonly path: string;
  /** HTTP status; over SSH and the API, 1 when the router refused it, else 0. Null: no answer. */
  readonly status: number | null;
  /** From the whole request's arrival to the answer, waiting for earlier ones included, ms. */
  readonly tookMs: number;
}

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
