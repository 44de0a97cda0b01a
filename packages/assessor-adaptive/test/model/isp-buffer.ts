import { type Chunk, STEP_MS } from './fluid.js';

/** The provider's FIFO in one direction: deep, dumb, and as fast as the line is at that moment. */
export function ispBuffer(limitBytes: number) {
  const queue: Chunk[] = [];
  let queuedBytes = 0;
  return {
    /** False when it is full and the chunk is lost. */
    push(chunk: Chunk, nowMs: number): boolean {
      if (queuedBytes + chunk.bytes > limitBytes) return false;
      chunk.enteredMs = nowMs;
      queue.push(chunk);
      queuedBytes += chunk.bytes;
      return true;
    },
    /** What comes out within the step that begins now; each with its moment. */
    serve(capacityBps: number, nowMs: number, out: (chunk: Chunk, atMs: number) => void): void {
      const budget = (capacityBps * STEP_MS) / 8000;
      let left = budget;
      for (let head = queue[0]; head && (left > 0 || head.bytes === 0); head = queue[0]) {
        if (left <= 0 && budget === 0) return;
        const bytes = Math.min(head.bytes, left);
        left -= bytes;
        queuedBytes -= bytes;
        const atMs = budget > 0 ? nowMs + (STEP_MS * (budget - left)) / budget : nowMs;
        if (bytes < head.bytes) {
          head.bytes -= bytes;
          out({ ...head, bytes }, atMs);
          return;
        }
        queue.shift();
        out(head, atMs);
      }
    },
    queuedBytes: () => queuedBytes,
  };
}
