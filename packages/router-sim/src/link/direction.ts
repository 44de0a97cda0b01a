/** How one direction of a line starts out. */
export interface DirectionOptions {
  /** What the line carries, bit/s; 0: it is down. */
  readonly capacityBps: number;
  /** What the line's own buffer holds when full, ms of transmission at that capacity; 500 by default. */
  readonly bufferMs?: number;
  /** What users would send if they could, bit/s; `Infinity`: greedy TCP. 0 by default. */
  readonly demandBps?: number;
}

/** One direction of a line: what may be set at any time, and the state of the model. */
export interface Direction {
  capacityBps: number;
  demandBps: number;
  /** Limit of the router's queue, bit/s; 0: none. */
  shaperBps: number;
  /** Size of the line's buffer, bytes. */
  readonly bufferBytes: number;
  /** What the senders send at this moment, bit/s. */
  sendBps: number;
  /** In the line's buffer, bytes: the bufferbloat. */
  bloatBytes: number;
  /** In the router's CAKE queue, bytes. */
  queuedBytes: number;
  /** How long the CAKE queue holds a packet up, ms. */
  shaperDelayMs: number;
  /** Delivered since the start. */
  passedBytes: number;
}

const DEFAULT_BUFFER_MS = 500;

// A greedy sender presses on its bottleneck by a quarter: BBR's pacing gain while it probes for bandwidth
// (Cardwell et al., ACM Queue 14(5), 2016). Loss-based TCP fills a buffer in about the same time.
const PRESSURE = 1.25;

// CAKE's AQM target on an internet path, and the share of its limit from which a queue begins to stand
// (tc-cake(8): 5 % of `rtt`, 100 ms by default).
const CAKE_TARGET_MS = 5;
const CAKE_IDLE_SHARE = 0.9;

/** A direction that is idle. */
export function createDirection(options: DirectionOptions): Direction {
  const { capacityBps, bufferMs = DEFAULT_BUFFER_MS, demandBps = 0 } = options;
  return {
    capacityBps,
    demandBps,
    shaperBps: 0,
    bufferBytes: bytesIn(capacityBps, bufferMs),
    sendBps: 0,
    bloatBytes: 0,
    queuedBytes: 0,
    shaperDelayMs: 0,
    passedBytes: 0,
  };
}

/** How long the direction's two queues hold a packet up, ms; `Infinity` while the line is down. */
export function queueDelayMs({ bloatBytes, capacityBps, shaperDelayMs }: Direction): number {
  return capacityBps === 0 ? Number.POSITIVE_INFINITY : shaperDelayMs + (bloatBytes * 8000) / capacityBps;
}

/**
 * Moves a direction on by `dtMs` as a fluid: the senders' rate x follows w = min(demand, L, 1.25 C) by
 * dx/dt = (w - x) / RTT; the line's buffer follows dB/dt = x - C between empty and full, and what does not fit
 * is lost; what leaves it passes the router at no more than L. L is the shaper limit, C the capacity. While
 * L <= C the standing queue is CAKE's. On upload the shaper stands before the buffer, so that it also holds x
 * back at once.
 */
export function stepDirection(direction: Direction, shaperFirst: boolean, rttMs: number, dtMs: number): void {
  const { capacityBps, demandBps, bufferBytes, bloatBytes } = direction;
  const limitBps = direction.shaperBps || Number.POSITIVE_INFINITY;
  const wantedBps = Math.min(demandBps, limitBps, PRESSURE * capacityBps);
  direction.sendBps += (wantedBps - direction.sendBps) * (1 - Math.exp(-dtMs / rttMs));
  const arriving = bytesIn(shaperFirst ? Math.min(direction.sendBps, limitBps) : direction.sendBps, dtMs);
  const served = Math.min(bloatBytes + arriving, bytesIn(capacityBps, dtMs));
  direction.bloatBytes = Math.min(bloatBytes + arriving - served, bufferBytes);
  const passed = Math.min(served, bytesIn(limitBps, dtMs));
  direction.passedBytes += passed;
  direction.shaperDelayMs = limitBps > capacityBps ? 0 : cakeDelayMs(passed / bytesIn(limitBps, dtMs));
  direction.queuedBytes = bytesIn(direction.shaperBps, direction.shaperDelayMs);
}

/** CAKE's standing queue: none up to 90 % of the limit, its AQM target when the limit is reached. */
function cakeDelayMs(utilisation: number): number {
  return CAKE_TARGET_MS * Math.max(0, (utilisation - CAKE_IDLE_SHARE) / (1 - CAKE_IDLE_SHARE));
}

function bytesIn(rateBps: number, durationMs: number): number {
  return (rateBps * durationMs) / 8000;
}
