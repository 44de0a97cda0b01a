import type { Assessment, Events, PerDirection } from '@wanctl/core';
import { type SourceRecord, withSample } from './source-record.js';

/** What a WAN's loop last did, and what has come from its reflectors. */
export interface WanView {
  /** When the loop last turned, monotonic, ms; null before the first time. */
  readonly tickedAtMs: number | null;
  /** The newest assessment; null before the first. */
  readonly assessment: Assessment | null;
  /** The limits that the router had then, bit/s. */
  readonly limitsBps: PerDirection<number | null>;
  readonly sources: ReadonlyMap<string, SourceRecord>;
}

/** Follows a WAN by its events; the returned function gives what is known at that moment. */
export function followWan(wanName: string, events: Events): () => WanView {
  const sources = new Map<string, SourceRecord>();
  const limitsBps = { download: null, upload: null };
  let view: WanView = { tickedAtMs: null, assessment: null, limitsBps, sources };
  events.on('tick', ({ wan, atMs, observation, assessment }) => {
    if (wan !== wanName) return;
    for (const sample of observation.rtt) {
      sources.set(sample.source, withSample(sources.get(sample.source), sample));
    }
    const judged = assessment ? { assessment, limitsBps: observation.acceptedBps } : view;
    view = { ...judged, tickedAtMs: atMs, sources };
  });
  return () => view;
}
