import type { RttSample } from '@wanctl/core';

/** What has come from one source of RTT samples so far. */
export interface SourceRecord {
  readonly answered: number;
  readonly lost: number;
  /** RTT of the newest answer, ms; null before the first. */
  readonly rttMs: number | null;
  /** When that answer came, monotonic, ms; null before the first. */
  readonly answeredAtMs: number | null;
}

const NOTHING: SourceRecord = { answered: 0, lost: 0, rttMs: null, answeredAtMs: null };

/** The record with one more sample. */
export function withSample(record: SourceRecord = NOTHING, { rttMs, sentAtMs }: RttSample): SourceRecord {
  if (rttMs === null) return { ...record, lost: record.lost + 1 };
  return { ...record, answered: record.answered + 1, rttMs, answeredAtMs: sentAtMs + rttMs };
}
