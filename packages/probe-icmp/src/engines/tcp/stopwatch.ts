/** How long the event loop may have been busy meanwhile, ms: the most that a time taken by it can be too long. */
const MAX_BUSY_MS = 1;

/**
 * Starts a stopwatch that the event loop stops, late when it was busy. The returned function gives the time since, ms,
 * or null when the loop was at work rather than waiting for more than 1 ms of it (`performance.eventLoopUtilization`).
 */
export function startStopwatch(): () => number | null {
  const startedMs = performance.now();
  const loop = performance.eventLoopUtilization();
  return () => {
    const rttMs = performance.now() - startedMs;
    return performance.eventLoopUtilization(loop).active <= MAX_BUSY_MS ? rttMs : null;
  };
}
