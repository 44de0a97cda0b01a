/** The rate between two reads, bit/s. */
export interface RateSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly rateBps: number;
}

/** Spans in order of time, the last `windowMs` of which count. Immutable plain data. */
export type RateWindow = readonly RateSpan[];

/** The window moved on to the end of a new span; what has wholly left it is forgotten. */
export function slideWindow(window: RateWindow, span: RateSpan, windowMs: number): RateWindow {
  return [...window.filter(({ toMs }) => toMs > span.toMs - windowMs), span];
}

/**
 * Mean rate over the last `windowMs` ms before the end of the newest span, bit/s, each span weighted by its time
 * within; null for an empty window. Time that no span covers, as after a counter reset, has no weight.
 */
export function meanRateBps(window: RateWindow, windowMs: number): number | null {
  const beginMs = (window.at(-1)?.toMs ?? 0) - windowMs;
  let bitMs = 0;
  let coveredMs = 0;
  for (const { fromMs, toMs, rateBps } of window) {
    const withinMs = Math.max(0, toMs - Math.max(fromMs, beginMs));
    bitMs += rateBps * withinMs;
    coveredMs += withinMs;
  }
  return coveredMs > 0 ? bitMs / coveredMs : null;
}
