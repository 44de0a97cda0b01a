import type { Zone } from '@wanctl/core';
import type { Congestion } from './observation.js';
import type { SteeringThresholds } from './steering-options.js';

/** What tells congestion: smoothed delay over the baseline, drops in 2 s, packets in the queue, the WAN's own zone. */
export interface CongestionSigns {
  readonly deltaEwmaMs: number;
  /** Null: not counted. */
  readonly drops: number | null;
  readonly queuedPackets: number;
  readonly zone: Zone | null;
}

/**
 * RED: delay, drops and a queue together. Where the router counts no drops, as RouterOS does for CAKE, RED needs
 * delay and either the queue or a primary whose own loop is RED. YELLOW: delay or a queue.
 */
export function congestionOf(thresholds: SteeringThresholds, signs: CongestionSigns): Congestion {
  const { deltaEwmaMs, drops, queuedPackets, zone } = signs;
  const hasQueue = queuedPackets >= thresholds.minQueueRed;
  const hasEvidence =
    drops === null ? hasQueue || zone === 'RED' : hasQueue && drops >= thresholds.minDropsRed;
  if (deltaEwmaMs > thresholds.redRttMs && hasEvidence) return 'RED';
  if (deltaEwmaMs > thresholds.yellowRttMs || queuedPackets >= thresholds.minQueueYellow) return 'YELLOW';
  return 'GREEN';
}

/**
 * Exponential smoothing over a span of cycles. From an exact 0 it takes the sample whole, as the original program
 * does; at one cycle the arithmetic is that program's, bit for bit.
 */
export function smooth(old: number, sample: number, alpha: number, cycles: number): number {
  if (old === 0) return sample;
  if (cycles === 1) return (1 - alpha) * old + alpha * sample;
  const keep = (1 - alpha) ** cycles;
  return keep * old + (1 - keep) * sample;
}
