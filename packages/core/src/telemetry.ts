import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Distribution of one stage's duration since start, ms. */
export interface StageFigures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface TelemetrySnapshot {
  readonly stages: Readonly<Record<string, StageFigures>>;
  readonly counters: Readonly<Record<string, number>>;
}

const NS_PER_MS = 1e6;

/** Durations per stage and plain counts. Memory is bounded by the number of names, not by what is recorded. */
export class Telemetry {
  readonly #stages = new Map<string, RecordableHistogram>();
  readonly #counters = new Map<string, number>();

  /** Notes that a stage took `durationMs` milliseconds (1 ns to 1 h). */
  record(stage: string, durationMs: number): void {
    let histogram = this.#stages.get(stage);
    if (!histogram) {
      histogram = createHistogram({ lowest: 1, highest: 3600e9, figures: 3 });
      this.#stages.set(stage, histogram);
    }
    histogram.record(Math.max(1, Math.round(durationMs * NS_PER_MS)));
  }

  /** Adds to a count. */
  count(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  snapshot(): TelemetrySnapshot {
    const stages: Record<string, StageFigures> = {};
    for (const [name, histogram] of this.#stages) {
      stages[name] = {
        count: histogram.count,
        p50: histogram.percentile(50) / NS_PER_MS,
        p95: histogram.percentile(95) / NS_PER_MS,
        p99: histogram.percentile(99) / NS_PER_MS,
        max: histogram.max / NS_PER_MS,
      };
    }
    return { stages, counters: Object.fromEntries(this.#counters) };
  }
}
