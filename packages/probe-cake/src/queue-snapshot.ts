import type { CounterSample, ReadRequest, Row } from '@wanctl/core';

/** One queue as one read gave it. */
export interface QueueReading {
  readonly sample: CounterSample;
  /** The queue's `max-limit`, bit/s; null: unlimited or not given. */
  readonly limitBps: number | null;
}

/** All queues of a router as one read gave them. */
export interface QueueSnapshot {
  /** When the request was sent, on the clock's monotonic scale, ms. */
  readonly startedAtMs: number;
  /** How long the router took to answer, ms. */
  readonly tookMs: number;
  /** By name. */
  readonly queues: ReadonlyMap<string, QueueReading>;
}

/** Fetching counters is slow, so only what is wanted is asked for (RouterOS API manual, `.proplist`). */
export const QUEUE_REQUEST: ReadRequest = {
  menu: 'queue/tree',
  fields: ['name', 'bytes', 'packets', 'dropped', 'queued-bytes', 'queued-packets', 'max-limit'],
};

/**
 * What the rows say about each queue; their samples are numbered in order, from `sequence` on. A row without a name or
 * a byte count is left out; other gaps count as 0.
 */
export function toSnapshot(
  rows: readonly Row[],
  sequence: number,
  { startedAtMs, tookMs }: Omit<QueueSnapshot, 'queues'>,
): QueueSnapshot {
  const atMs = startedAtMs + tookMs / 2;
  const readings = rows.flatMap((row, index) => toReading(row, sequence + index, atMs) ?? []);
  const queues = new Map(readings.map((reading) => [reading.sample.source, reading]));
  return { startedAtMs, tookMs, queues };
}

function toReading(row: Row, sequence: number, atMs: number): QueueReading | null {
  const source = row['name'];
  const bytes = toCount(row['bytes']);
  if (source === undefined || bytes === null) return null;
  const sample: CounterSample = {
    ...{ kind: 'counters', source, sequence, atMs, bytes },
    packets: toCount(row['packets']) ?? 0,
    dropped: toCount(row['dropped']) ?? 0,
    queuedBytes: toCount(row['queued-bytes']) ?? 0,
    queuedPackets: toCount(row['queued-packets']) ?? 0,
  };
  return { sample, limitBps: toCount(row['max-limit']) || null };
}

/** RouterOS counts in 64 bits, which are 20 digits at most. */
function toCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,20}$/.test(text) ? Number(text) : null;
}
