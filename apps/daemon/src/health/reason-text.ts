import type { JsonObject, Reason } from '@wanctl/core';

/**
 * A law's reason for people, in one line: its own words, and the figures of its evidence that a person asks for.
 * `limitBps` is the limit that the router had when the law decided.
 */
export function reasonText({ text, evidence = {} }: Reason, limitBps: number | null): string {
  return [text, ...figuresOf(evidence, limitBps)].join('; ');
}

function figuresOf(evidence: JsonObject, limitBps: number | null): string[] {
  const { achieved_bps, queued_bytes, capacity_bps, limit } = evidence;
  const figures = [
    ...(isNumber(achieved_bps) ? [`delivered ${ofLimit(achieved_bps, limitBps)}`] : []),
    ...(isNumber(queued_bytes) && queued_bytes > 0 ? [`${(queued_bytes / 1000).toFixed(0)} kB queued`] : []),
    ...(isNumber(capacity_bps) ? [`capacity about ${mbps(capacity_bps)} Mbit/s`] : []),
    ...(typeof limit === 'string' ? [LIMITS[limit] ?? `limited by ${limit}`] : []),
  ];
  return figures.length === 0 ? [] : [figures.join(', ')];
}

/** Words for what keeps a rate from going further. */
const LIMITS: Readonly<Record<string, string>> = {
  minimum: 'at its minimum',
  maximum: 'at its maximum',
  'write-budget': 'the write budget is used up',
};

function ofLimit(bps: number, limitBps: number | null): string {
  return limitBps ? `${mbps(bps)} of ${mbps(limitBps)} Mbit/s` : `${mbps(bps)} Mbit/s`;
}

function mbps(bps: number): string {
  return (bps / 1e6).toFixed(1);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
