import type { Sender } from './senders.js';

/** One direction of a line: what it carries at a time, how much its buffer holds, and the bulk flows on it. */
export interface Road {
  capacityBps(nowMs: number): number;
  readonly bufferBytes: number;
  readonly flows: number;
  sender(): Sender;
  sends?(nowMs: number): boolean;
}
