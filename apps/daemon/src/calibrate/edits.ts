import type { Direction } from '@wanctl/core';
import { type Edit, valueIn } from '../init/edit-yaml.js';
import type { Calibration } from './calibrate-line.js';

/** Shares of the best rate, as the Python original has them. */
const SHARES = {
  ceiling_mbps: 1.05,
  floor_green_mbps: 0.6,
  floor_yellow_mbps: 0.4,
  floor_soft_red_mbps: 0.3,
  floor_red_mbps: 0.2,
  floor_mbps: 0.2,
} as const;

/** What a WAN file takes, Mbit/s. */
const MOST_MBPS = { download: 10_000, upload: 1000 } as const;

/** What a calibration changes in the text of a WAN file: the line's RTT, ceilings, and the floors that are there. */
export function editsOf({ baselineRttMs, bestBps }: Calibration, text: string): readonly Edit[] {
  const section = 'continuous_monitoring';
  const monitoring = Object(valueIn(text, [section]));
  const ratesOf = (direction: Direction): Edit[] =>
    Object.entries(SHARES)
      .filter(([key]) => key in Object(monitoring[direction]))
      .map(([key, share]) => ({
        path: [section, direction, key],
        value: Math.min(toMbps(share * bestBps[direction]), MOST_MBPS[direction]),
      }));
  const baseline = Math.max(1, Number(baselineRttMs.toFixed(1)));
  return [
    { path: [section, 'baseline_rtt_initial'], value: baseline },
    ...ratesOf('download'),
    ...ratesOf('upload'),
  ];
}

/** Mbit/s as a person would write them: whole from 100 on, else to a tenth. */
function toMbps(rateBps: number): number {
  const mbps = rateBps / 1e6;
  return Number(mbps.toFixed(mbps < 100 ? 1 : 0));
}
