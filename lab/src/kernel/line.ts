import type { Direction, PerDirection } from '@wanctl/core';
import type { Guest } from './boot.js';
import type { TcSession } from './tc-session.js';

/** What a queue of the guest has passed since it was made, and what stands in it. */
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
  /** What the way takes without load, ms. Packets keep their order, also when it gets shorter. */
  setDelay(direction: Direction, ms: number): Promise<void>;
  setReflectors(delay: ReflectorDelay): Promise<void>;
  readQueue(direction: Direction): Promise<QueueCounters>;
  /** The same of the provider's buffer. */
  readBuffer(direction: Direction): Promise<QueueCounters>;
}

/** The device whose egress CAKE shapes. */
const CAKE: PerDirection<string> = { download: 'vec0', upload: 'wan' };
/** The provider's device that leads there, and its buffer in bytes: the bufferbloat. */
const BOTTLENECK = {
  download: { device: 'sub', bufferBytes: 1_500_000 },
  upload: { device: 'core', bufferBytes: 750_000 },
};
const LEAST_CAPACITY_BPS = 100_000;
/**
 * What the bottleneck catches up after it got its turn late: less than the guest is late on a busy machine, and it
 * carries less than its rate; much more, and it carries more, since each change of the rate grants it anew.
 */
const BURST = { ms: 5, leastBytes: 1600 };

/** The line that the guest's `tc` programs make. */
export function openLine({ router, isp, far }: Guest): Line {
  return {
    setCapacity(direction, bps) {
      const { device, bufferBytes } = BOTTLENECK[direction];
      const rateBps = Math.max(LEAST_CAPACITY_BPS, Math.round(bps));
      const burstBytes = Math.max(BURST.leastBytes, Math.round((rateBps * BURST.ms) / 8000));
      const tbf = `tbf rate ${rateBps}bit burst ${burstBytes} limit ${bufferBytes}`;
      return isp.change(`qdisc change dev ${device} parent 1:1 handle 2: ${tbf}`);
    },
    setLimit(direction, bps) {
      const bandwidth = bps === null ? 'unlimited' : `bandwidth ${bps}bit`;
      return router.change(`qdisc change dev ${CAKE[direction]} root cake ${bandwidth}`);
    },
    setDelay(direction, ms) {
      // With a rate, which no packet notices, netem never lets one overtake another.
      const netem = `netem delay ${Math.round(ms * 1000)}us rate 1gbit limit 20000`;
      return isp.change(`qdisc change dev ${BOTTLENECK[direction].device} root handle 1: ${netem}`);
    },
    setReflectors({ delayMs, jitterMs }) {
      // netem's second figure is the spread around the first, either way.
      const netem = `netem delay ${(delayMs + jitterMs / 2) * 1000}us ${jitterMs * 500}us limit 1000`;
      return far.change(`qdisc change dev edge parent 1:1 handle 2: ${netem}`);
    },
    readQueue: (direction) => readQdisc(router, CAKE[direction], 'cake'),
    readBuffer: (direction) => readQdisc(isp, BOTTLENECK[direction].device, 'tbf'),
  };
}

interface QdiscRow {
  readonly kind: string;
  readonly bytes: number;
  readonly backlog: number;
}

async function readQdisc(tc: TcSession, device: string, kind: string): Promise<QueueCounters> {
  const rows = (await tc.show(`qdisc show dev ${device}`)) as QdiscRow[];
  const row = rows.find((each) => each.kind === kind);
  if (!row) throw new Error(`the guest has no ${kind} on ${device}`);
  return { bytes: row.bytes, queuedBytes: row.backlog };
}
