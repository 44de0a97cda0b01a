const TIMEOUT_MS = 5000;

/** What the daemon answers for a path; null when it does not. A document says by itself whether all is well. */
export async function ask<T>(path: string, timeoutMs = TIMEOUT_MS): Promise<T | null> {
  try {
    const response = await fetch(path, { signal: AbortSignal.timeout(timeoutMs) });
    return response.ok || response.status === 503 ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Does it at once, and again each time so long after it has ended, for good. */
export async function repeatEvery(periodMs: number, work: () => Promise<void>): Promise<never> {
  for (;;) {
    await work();
    await new Promise((resolve) => setTimeout(resolve, periodMs));
  }
}
