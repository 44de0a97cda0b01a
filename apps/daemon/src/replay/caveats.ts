import type { HistoryRow } from '../history/row.js';

/** What holds for any replay. */
const OPEN_LOOP =
  'Each law began anew, with the limits at their ceiling, and saw what was measured\n' +
  'under other limits: here its cuts end no delay, and its raises make none.\n' +
  'Its writes are all its changes: the daemon spares some raises.';
const COARSE = 'Of a history it saw the medians and the traffic of every 2 s, and no queues.';

/** What a replay cannot tell, in lines for people; `rows` are those of the history it is of, none of a recording. */
export function caveats(rows: readonly HistoryRow[]): string {
  if (rows.length === 0) return OPEN_LOOP;
  const old = rows.filter(({ rtt_ms }) => rtt_ms.length === 0).length;
  const isBlind = rows.every(({ download, upload }) => download.load === null && upload.load === null);
  return [
    OPEN_LOOP,
    COARSE,
    ...(old > 0 ? [`In ${old} of ${rows.length} rows, which are of an older version, of every 10 s.`] : []),
    ...(isBlind
      ? [
          'No counters were kept: a law that needs them cannot tell whose queue a delay is.\n' +
            '"counters: {kind: cake}" in the WAN file has the daemon keep them from now on.',
        ]
      : []),
  ].join('\n');
}
