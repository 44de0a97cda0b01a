import type { CounterSample, EventMap, PerDirection, RttSample, Zone } from '@wanctl/core';

/** What one turn of the loop of WAN `cable` saw and found; what is not given is an idle, healthy line. */
export interface Seen {
  readonly atMs: number;
  /** Answers in ms; null: lost. */
  readonly rttsMs?: readonly (number | null)[];
  /** Null: the law could not judge. */
  readonly zones?: PerDirection<Zone> | null;
  readonly acceptedBps?: PerDirection<number | null>;
  /** Bytes that the counters of the download queue show. */
  readonly downloadBytes?: number;
}

/** The event of that turn. */
export function tick(seen: Seen): EventMap['tick'] {
  const { atMs, rttsMs = [20], acceptedBps = { download: 100e6, upload: 20e6 }, downloadBytes } = seen;
  const { zones = { download: 'GREEN', upload: 'GREEN' } } = seen;
  const rtt = rttsMs.map(
    (rttMs, sequence): RttSample => ({ kind: 'rtt', source: 'r', sequence, sentAtMs: atMs, rttMs }),
  );
  const download = downloadBytes === undefined ? [] : [counters(atMs, downloadBytes)];
  const judged = (zone: Zone) => ({ zone, rateBps: 1e6, reason: { code: 'test', text: 'test' } });
  return {
    wan: 'cable',
    atMs,
    observation: { nowMs: atMs, rtt, pending: [], counters: { download, upload: [] }, acceptedBps },
    assessment: zones && { download: judged(zones.download), upload: judged(zones.upload), delay: null },
  };
}

function counters(atMs: number, bytes: number): CounterSample {
  return {
    ...{ kind: 'counters', source: 'Down', sequence: atMs, atMs, bytes, packets: bytes },
    ...{ dropped: 0, queuedBytes: 0, queuedPackets: 0 },
  };
}
