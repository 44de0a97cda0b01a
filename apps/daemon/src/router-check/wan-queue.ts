import type { Direction, Row } from '@wanctl/core';
import type { RouterSnapshot } from './snapshot.js';
import type { Wanted, WantedWan } from './wanted.js';

/** A queue that a WAN file names, as the router has it. */
export interface WanQueue {
  readonly wan: WantedWan;
  readonly direction: Direction;
  readonly name: string;
  /** Queue tree entries of that name; one when all is well. */
  readonly rows: readonly Row[];
  /** The queue type of the first. */
  readonly type: Row | undefined;
}

/** The queues of all WANs. */
export function wanQueues({ queues, types }: RouterSnapshot, { wans }: Wanted): readonly WanQueue[] {
  return wans.flatMap((wan) =>
    (['download', 'upload'] as const).map((direction) => {
      const name = wan.queues[direction];
      const rows = queues?.filter((row) => row['name'] === name) ?? [];
      const type = types?.find((row) => row['name'] === rows[0]?.['queue']);
      return { wan, direction, name, rows, type };
    }),
  );
}
