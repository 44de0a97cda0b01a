import type { LineSettings } from '@wanctl/core';

/** An ordinary line with these reflectors. */
export function lineOf(reflectors: readonly string[]): LineSettings {
  const bounds = { floorBps: 1e6, ceilingBps: 9e7 };
  return {
    ...{ wanName: 'test', intervalMs: 500, baselineRttMs: 20, reflectors },
    queues: { download: 'down', upload: 'up' },
    bounds: { download: bounds, upload: bounds },
  };
}
