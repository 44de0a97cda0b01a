/** What one load test has shown. */
export interface Trial {
  /** What came through, bit/s. */
  readonly rateBps: number;
  /** Median delay over the idle line, ms; `Infinity` when most probes were lost. */
  readonly addedMs: number;
}

/** Turns of the bisection: the ceiling is then known to 1/45 of what the line carries without limit. */
export const BISECTIONS = 5;

/** The search goes no lower than this share of what the line carries without limit. */
const LOWEST_SHARE = 0.3;

/**
 * The highest limit (bit/s) at which the delay stays at or below `targetMs`, or what the line carries when it does so
 * without limit; null when there is none down to three tenths of that. `test` loads the line at a limit, 0 for none.
 */
export async function findCeiling(
  test: (limitBps: number) => Promise<Trial>,
  targetMs: number,
): Promise<number | null> {
  const raw = await test(0);
  if (raw.addedMs <= targetMs) return Math.round(raw.rateBps);
  let [good, bad] = [LOWEST_SHARE * raw.rateBps, raw.rateBps];
  let found: number | null = null;
  for (let turn = 0; turn < BISECTIONS; turn += 1) {
    const limitBps = Math.round((good + bad) / 2);
    const { addedMs } = await test(limitBps);
    if (addedMs <= targetMs) found = good = limitBps;
    else bad = limitBps;
  }
  return found;
}
