import type { Direction, PerDirection } from '@wanctl/core';
import type { Line } from '../kernel/line.js';
import type { Write } from '../recording.js';

/** CAKE's limits, whoever sets them. */
export interface Shaper {
  /** In force, bit/s; null: none. */
  readonly limitsBps: PerDirection<number | null>;
  /** Limits that were set, times being on the clock of `performance.now()`. */
  readonly writes: readonly Write[];
  /** Sets a limit, if it is another one. */
  set(direction: Direction, bps: number | null): void;
}

/** Sets both limits to what they are at first, which does not count as a write. */
export async function openShaper(line: Line, limitsBps: PerDirection<number | null>): Promise<Shaper> {
  const current = { ...limitsBps };
  await line.setLimit('download', current.download);
  await line.setLimit('upload', current.upload);
  const writes: Write[] = [];
  return {
    limitsBps: current,
    writes,
    set(direction, bps) {
      if (bps === current[direction]) return;
      writes.push({ tMs: performance.now(), direction, fromBps: current[direction], bps });
      current[direction] = bps;
      void line.setLimit(direction, bps);
    },
  };
}
