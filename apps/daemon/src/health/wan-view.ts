import type { Assessment, Events } from '@wanctl/core';
import { type SourceRecord, withSample } from './source-record.js';

/** What a WAN's loop last did, and what has come from its reflectors. */
export interface WanView {
  /** When the loop last turned, monotonic, ms; null before the first time. */
  readonly tickedAtMs: number | null;
  /** The newest assessment; null before the first. */
  readonly assessment: Assessment | null;
  readonly sources: ReadonlyMap<string, SourceRecord>;
}

/** Follows a WAN by its events; the returned function gives what is known at that moment. */
export function followWan(wanName: string, events: Events): () => WanView {
  const sources = new Map<string, SourceRecord>();
  let view: WanView = { tickedAtMs: null, assessment: null, sources };
  events.on('tick', ({ wan, atMs, observation, assessment }) => {
    if (wan !== wanName) return;
    for (const sample of observation.rtt) {
      sources.set(sample.source, withSample(sources.get(sample.source), sample));
    }
    view = { tickedAtMs: atMs, assessment: assessment ?? view.assessment, sources };
  });
  return () => view;
}
