import type { PerDirection, QueuesHealth } from '@wanctl/core';
import type { LoopReport } from './loop-report.js';
import type { WanView } from './wan-view.js';

/** What one WAN's health is judged by. */
export interface WanReport extends LoopReport {
  readonly law: string;
  readonly view: Omit<WanView, 'tickedAtMs'>;
  readonly queues: Omit<QueuesHealth, 'faults'>;
  readonly acceptedBps: PerDirection<number | null>;
}
