import type { Logger } from '@wanctl/core';

/** The original program's label by the stage that it is logged for. */
export type TimerLabels = Readonly<Record<string, string>>;

/**
 * Labels of the original program for the stages that mean the same here. It measured and wrote within its cycle;
 * here both go on beside it, so that they are no part of the total. Its `autorate_ewma_update` is not told apart:
 * smoothing belongs to the law, and so to the rate adjustment.
 */
export const WAN_TIMERS: TimerLabels = {
  measure: 'autorate_rtt_measurement',
  assess: 'autorate_rate_adjust',
  write: 'autorate_router_update',
  tick: 'autorate_cycle_total',
};

/** The same of its steering program, which read the queue within its cycle. */
export const STEERING_TIMERS: TimerLabels = {
  steering: 'steering_cycle_total',
  'queue-read': 'steering_cake_stats_read',
};

/** Hears of recorded durations and logs them as `<label>: <x.x>ms`, which profiling tools of the original parse. */
export function timerLines(logger: Logger, labels: TimerLabels): (stage: string, durationMs: number) => void {
  return (stage, durationMs) => {
    const [name = ''] = stage.split('.');
    const label = labels[name];
    if (label !== undefined) logger.debug(`${label}: ${durationMs.toFixed(1)}ms`);
  };
}
