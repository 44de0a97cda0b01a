import type { Logger } from '@wanctl/core';

/**
 * Labels of the original program for the stages that mean the same here. It measured and wrote within its cycle;
 * here both go on beside it, so that they are no part of the total. Its `autorate_ewma_update` is not told apart:
 * smoothing belongs to the law, and so to the rate adjustment.
 */
const LABELS: Readonly<Record<string, string>> = {
  measure: 'autorate_rtt_measurement',
  assess: 'autorate_rate_adjust',
  write: 'autorate_router_update',
  tick: 'autorate_cycle_total',
};

/** Hears of recorded durations and logs them as `<label>: <x.x>ms`, which profiling tools of the original parse. */
export function timerLines(logger: Logger): (stage: string, durationMs: number) => void {
  return (stage, durationMs) => {
    const [name = ''] = stage.split('.');
    const label = LABELS[name];
    if (label !== undefined) logger.debug(`${label}: ${durationMs.toFixed(1)}ms`);
  };
}
