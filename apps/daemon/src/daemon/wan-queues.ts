import { type Direction, WanQueues, type WanQueuesParts } from '@wanctl/core';
import type { WanSettings } from '../config/wan-settings.js';

/** The queues of a WAN, each with the CAKE type that it should have. */
export function queuesOf(
  { wanName, queues: names }: Pick<WanSettings, 'wanName' | 'queues'>,
  parts: Omit<WanQueuesParts, 'wanName' | 'targets'>,
): WanQueues {
  const target = (direction: Direction, prefix: string) => ({
    queue: names[direction],
    type: `${prefix}-${wanName.toLowerCase()}`,
  });
  const targets = { download: target('download', 'cake-down'), upload: target('upload', 'cake-up') };
  return new WanQueues({ wanName, targets, ...parts });
}
