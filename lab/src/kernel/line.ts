import type { Direction, PerDirection } from '@wanctl/core';
import type { Guest } from './boot.js';

/** What a CAKE queue of the guest has counted since it was made, and what stands in it. */
export interface QueueCounters {
  readonly bytes: number;
  readonly queuedBytes: number;
}

/** How the reflectors answer. */
export interface ReflectorDelay {
  /** Later than they would, ms. */
  readonly delayMs: number;
  /** And by up to this much more, at random, ms. */
  readonly jitterMs: number;
}

/** The real line: CAKE in the router, then a bottleneck with a deep buffer, each way. Rates in bit/s. */
export interface Line {
  /** What the line carries from now on, also what stands in its buffer; at least 100 kbit/s. */
  setCapacity(direction: Direction, bps: number): Promise<void>;
  /** What CAKE lets through; null: all that comes. */
  setLimit(direction: Direction, bps: number | null): Promise<void>;
  /** Round-trip time without load, ms. */
  setBaseRtt(ms: number): Promise<void>;
  setReflectors(delay: ReflectorDelay): Promise<void>;
  readQueue(direction: Direction): Promise<QueueCounters>;
}

/** The device whose egress CAKE shapes. */
const CAKE: PerDirection<string> = { download: 'vec0', upload: 'wan' };
/** The provider's device that leads there, and its buffer in bytes: the bufferbloat. */
const BOTTLENECK = {
  download: { device: 'sub', bufferBytes: 1_500_000 },
  upload: { device: 'core', bufferBytes: 750_000 },
};
const LEAST_CAPACITY_BPS = 100_000;

/** The line that the guest's `tc` programs make. */
export function openLine({ router, isp, far }: Guest): Line {
  return {
    setCapacity(direction, bps) {
      const { device, bufferBytes } = BOTTLENECK[direction];
      const rate = `rate ${Math.max(LEAST_CAPACITY_BPS, Math.round(bps))}bit burst 5000 limit ${bufferBytes}`;
      return isp.change(`qdisc change dev ${device} parent 1:1 handle 2: tbf ${rate}`);
    },
    setLimit(direction, bps) {
      const bandwidth = bps === null ? 'unlimited' : `bandwidth ${bps}bit`;
      return router.change(`qdisc change dev ${CAKE[direction]} root cake ${bandwidth}`);
    },
    async setBaseRtt(ms) {
      for (const { device } of Object.values(BOTTLENECK)) {
        await isp.change(`qdisc change dev ${device} root handle 1: netem delay ${ms * 500}us limit 20000`);
      }
    },
    setReflectors({ delayMs, jitterMs }) {
      // netem's second figure is the spread around the first, either way.
      const netem = `netem delay ${(delayMs + jitterMs / 2) * 1000}us ${jitterMs * 500}us limit 1000`;
      return far.change(`qdisc change dev edge parent 1:1 handle 2: ${netem}`);
    },
    async readQueue(direction) {
      const [cake] = (await router.show(`qdisc show dev ${CAKE[direction]}`)) as CakeRow[];
      if (!cake) throw new Error(`the guest has no queue on ${CAKE[direction]}`);
      return { bytes: cake.bytes, queuedBytes: cake.backlog };
    },
  };
}

interface CakeRow {
  readonly bytes: number;
  readonly backlog: number;
}
