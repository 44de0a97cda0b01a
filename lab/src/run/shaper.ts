import type { Direction, PerDirection } from '@wanctl/core';
import type { Line } from '../kernel/line.js';

/** CAKE's limits, whoever sets them. */
export interface Shaper {
  /** In force, bit/s; null: none. */
  readonly limitsBps: PerDirection<number | null>;
  /** When limits were set, on the clock of `performance.now()`. */
  readonly writtenAtMs: readonly number[];
  /** Sets a limit, if it is another one. */
  set(direction: Direction, bps: number | null): void;
}

/** Sets both limits to what they are at first, which does not count as a write. */
export async function openShaper(line: Line, limitsBps: PerDirection<number | null>): Promise<Shaper> {
  const current = { ...limitsBps };
  await line.setLimit('download', current.download);
  await line.setLimit('upload', current.upload);
  const writtenAtMs: number[] = [];
  return {
    limitsBps: current,
    writtenAtMs,
    set(direction, bps) {
      if (bps === current[direction]) return;
      current[direction] = bps;
      writtenAtMs.push(performance.now());
      void line.setLimit(direction, bps);
    },
  };
}
