import { type Chunk, PACKET, STEP_MS } from './fluid.js';

const TARGET_MS = 5;
const INTERVAL_MS = 100;

interface FlowQueue {
  readonly chunks: Chunk[];
  bytes: number;
  aboveSinceMs: number | null;
  dropAtMs: number;
  drops: number;
}

/** A CAKE queue: one queue per flow served in turn at the limit, CoDel on each. */
export function cake(limitBps: number) {
  const flows = new Map<number, FlowQueue>();
  const shaper = { limitBps, sentBytes: 0 };

  function push(chunk: Chunk, nowMs: number): void {
    const queue = flows.get(chunk.flow) ?? newQueue();
    flows.set(chunk.flow, queue);
    queue.chunks.push({ ...chunk, enteredMs: nowMs });
    queue.bytes += chunk.bytes;
  }

  function serve(nowMs: number, out: (chunk: Chunk) => void, lost: (flow: number, bytes: number) => void) {
    for (const [flow, queue] of flows) lost(flow, codel(queue, nowMs));
    let budget = (shaper.limitBps * STEP_MS) / 8000;
    for (
      let busy = [...flows.values()].filter(isBusy);
      busy.length > 0 && budget > 1;
      busy = busy.filter(isBusy)
    ) {
      const share = budget / busy.length;
      for (const queue of busy) budget -= take(queue, share, out);
    }
    shaper.sentBytes += (shaper.limitBps * STEP_MS) / 8000 - budget;
  }

  const queuedBytes = () => [...flows.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  return { shaper, push, serve, queuedBytes };
}

function newQueue(): FlowQueue {
  return { chunks: [], bytes: 0, aboveSinceMs: null, dropAtMs: 0, drops: 0 };
}

function isBusy({ bytes }: FlowQueue): boolean {
  return bytes > 0.5;
}

function take(queue: FlowQueue, budget: number, out: (chunk: Chunk) => void): number {
  let left = budget;
  for (let head = queue.chunks[0]; head && left > 0; head = queue.chunks[0]) {
    const bytes = Math.min(head.bytes, left);
    left -= bytes;
    queue.bytes -= bytes;
    head.bytes -= bytes;
    if (head.bytes <= 0) queue.chunks.shift();
    out({ ...head, bytes });
  }
  return budget - left;
}

/** Bytes dropped in this step: one packet each interval/sqrt(n) while the delay stays above the target. */
function codel(queue: FlowQueue, nowMs: number): number {
  const head = queue.chunks[0];
  if (!head || nowMs - head.enteredMs < TARGET_MS || queue.bytes < PACKET) {
    queue.aboveSinceMs = null;
    return 0;
  }
  if (queue.aboveSinceMs === null) {
    queue.aboveSinceMs = nowMs;
    queue.drops = nowMs - queue.dropAtMs < 16 * INTERVAL_MS && queue.drops > 2 ? queue.drops - 2 : 0;
  }
  if (nowMs - queue.aboveSinceMs < INTERVAL_MS) return 0;
  let dropped = 0;
  if (queue.drops === 0) queue.dropAtMs = nowMs;
  while (queue.dropAtMs <= nowMs) {
    queue.drops += 1;
    dropped += take(queue, PACKET, () => {});
    queue.dropAtMs += INTERVAL_MS / Math.sqrt(queue.drops);
  }
  return dropped;
}
