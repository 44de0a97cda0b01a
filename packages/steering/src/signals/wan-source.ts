import type { CounterSample, PerDirection, Zone } from '@wanctl/core';
import type { WanHealth } from '../law/observation.js';

/** What is known of a WAN from its own loop. */
export interface WanReport extends WanHealth {
  readonly baselineMs: number | null;
  /** How long ago its loop was last heard of, ms; null: never. */
  readonly ageMs: number | null;
}

/** Where a WAN's own loop is heard of. */
export interface WanSource {
  /** Begins to listen at once, and resolves when it has looked; what the loop measures is handed on if it can be heard. */
  start(sink: WanSink): Promise<void>;
  /** Ends the listening. */
  stop(): void;
  /** What is known at a monotonic time in ms. */
  report(nowMs: number): WanReport;
}

/** Takes what a WAN's own loop measured. */
export interface WanSink {
  /** An RTT as that loop judged it, ms. */
  rtt(rttMs: number): void;
  /** The queue counters that it read. */
  counters(sample: CounterSample): void;
}

/** What was heard of a WAN longer ago than this, ms, says nothing of it any more; its baseline stays. */
export const STALE_MS = 15_000;

const FROM_BEST: readonly Zone[] = ['GREEN', 'YELLOW', 'SOFT_RED', 'RED'];

/** The worse of two zones. */
export function worse({ download, upload }: PerDirection<Zone>): Zone {
  return FROM_BEST.indexOf(download) > FROM_BEST.indexOf(upload) ? download : upload;
}
