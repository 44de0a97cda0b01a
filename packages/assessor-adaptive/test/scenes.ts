import type { LineSettings } from '@wanctl/core';
import { parseOptions } from '@wanctl/core';
import { AdaptiveAssessor, AdaptiveOptions } from '../src/index.js';
import type { Scene } from './line-model.js';
import type { Road } from './model/road.js';
import { bbrSender, cubicSender } from './model/senders.js';

export const MBIT = 1_000_000;

/** A line of 1 to 40 Mbit/s down and 2 to 20 up. */
export const LINE: LineSettings = {
  wanName: 'test',
  intervalMs: 50,
  baselineRttMs: 20,
  reflectors: ['a', 'b', 'c', 'd'],
  queues: { download: 'Down', upload: 'Up' },
  bounds: {
    download: { floorBps: 1 * MBIT, ceilingBps: 40 * MBIT },
    upload: { floorBps: 2 * MBIT, ceilingBps: 20 * MBIT },
  },
};

/** The law with options as a file has them. */
export function adaptive(options: object = {}, line = LINE): AdaptiveAssessor {
  return new AdaptiveAssessor(parseOptions(AdaptiveOptions, options), line);
}

export const SENDERS = { cubic: cubicSender, bbr: bbrSender };

/** Four bulk downloads on a line of that capacity. */
export function down(capacityBps: Road['capacityBps'], sender: keyof typeof SENDERS = 'cubic'): Road {
  return { capacityBps, bufferBytes: 1_500_000, flows: 4, sender: SENDERS[sender] };
}

/** Two bulk uploads. */
export function up(capacityBps: Road['capacityBps'], sender: keyof typeof SENDERS = 'cubic'): Road {
  return { capacityBps, bufferBytes: 750_000, flows: 2, sender: SENDERS[sender] };
}

/** Nobody sends. */
export function quiet(road: Road): Road {
  return { ...road, flows: 0 };
}

/** The download loaded, the upload free with 20 Mbit/s; starts at 12 and 20. */
export function downloadScene(road: Road, seconds: number, more: Partial<Scene> = {}): Scene {
  return {
    roads: { download: road, upload: quiet(up(() => 20 * MBIT)) },
    startBps: { download: 12 * MBIT, upload: 20 * MBIT },
    seconds,
    ...more,
  };
}
