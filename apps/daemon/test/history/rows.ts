import type { HistoryDirection, HistoryRow } from '../../src/history/row.js';

/** A quiet direction; what is given differs. */
export function direction(fields: Partial<HistoryDirection> = {}): HistoryDirection {
  return { zone: 'GREEN', rate_bps: 100e6, min_rate_bps: 100e6, load: null, achieved_bps: [], ...fields };
}

/** Ten quiet seconds of WAN `cable` that began at that time; what is given differs. */
export function row(beginMs: number, fields: Partial<HistoryRow> = {}): HistoryRow {
  return {
    ...{ time: `${new Date(beginMs).toISOString().slice(0, 19)}Z`, wan: 'cable', seconds: 10 },
    ...{ rtt_p50_ms: 20, rtt_p95_ms: 25, rtt_ms: [20, 20, 20, 20, 20], probes: 100, lost: 0, writes: 0 },
    download: direction(),
    upload: direction({ rate_bps: 20e6, min_rate_bps: 20e6 }),
    ...fields,
  };
}

/** A row each 10 s from one time to another; `fields` says in what one differs. */
export function rowsOf(
  fromMs: number,
  toMs: number,
  fields: (beginMs: number) => Partial<HistoryRow> = () => ({}),
): HistoryRow[] {
  const count = Math.floor((toMs - fromMs) / 10_000);
  return Array.from({ length: count }, (_, index) => {
    const beginMs = fromMs + index * 10_000;
    return row(beginMs, fields(beginMs));
  });
}
