import type { Clock, EventMap, Events, ProbeHealth, Zone } from '@wanctl/core';
import { STALE_MS, type WanReport, type WanSink, type WanSource, worse } from './wan-source.js';

/** A WAN whose loop runs in the same process: heard of by its events. */
export class WanEvents implements WanSource {
  readonly #parts: { readonly wan: string; readonly events: Events; readonly clock: Clock };
  #unsubscribe: readonly (() => void)[] = [];
  #zone: Zone | null = null;
  #measurement: ProbeHealth['state'] | null = null;
  #baselineMs: number | null = null;
  #heardAtMs: number | null = null;

  constructor(parts: { wan: string; events: Events; clock: Clock }) {
    this.#parts = parts;
  }

  async start(sink: WanSink): Promise<void> {
    const { wan, events } = this.#parts;
    this.#unsubscribe = [
      events.on('tick', (tick) => tick.wan === wan && this.#hear(tick, sink)),
      events.on('measurement', ({ wan: of, measures, health }) => {
        if (of === wan && measures === 'rtt') this.#measurement = health.state;
      }),
    ];
  }

  stop(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  report(nowMs: number): WanReport {
    const ageMs = this.#heardAtMs === null ? null : nowMs - this.#heardAtMs;
    const isFresh = ageMs !== null && ageMs <= STALE_MS;
    return {
      ageMs,
      baselineMs: this.#baselineMs,
      zone: isFresh ? this.#zone : null,
      measurement: isFresh ? this.#measurement : null,
    };
  }

  #hear({ atMs, observation, assessment }: EventMap['tick'], sink: WanSink): void {
    this.#heardAtMs = atMs;
    for (const sample of observation.counters.download) sink.counters(sample);
    if (assessment === null) return;
    const { download, upload, delay } = assessment;
    this.#zone = worse({ download: download.zone, upload: upload.zone });
    if (delay === null) return;
    this.#baselineMs = delay.baselineMs;
    sink.rtt(delay.measuredMs);
  }
}
