import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';

/** Distribution of one stage's duration, ms. */
export interface StageFigures {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

export interface TelemetrySnapshot {
  /** Since the start. */
  readonly stages: Readonly<Record<string, StageFigures>>;
  /** Over the period that the last call of `turnOver` ended; without the stages that did not occur. */
  readonly recent: Readonly<Record<string, StageFigures>>;
  /** Since the start. */
  readonly counters: Readonly<Record<string, number>>;
}

const NS_PER_MS = 1e6;

/** Durations per stage and plain counts. Memory is bounded by the number of names, not by what is recorded. */
export class Telemetry {
  readonly #stages = new Map<string, { total: RecordableHistogram; period: RecordableHistogram }>();
  readonly #counters = new Map<string, number>();
  #recent: Readonly<Record<string, StageFigures>> = {};

  /** Notes that a stage took `durationMs` milliseconds (1 µs to 1 h). */
  record(stage: string, durationMs: number): void {
    const stages = this.#stages.get(stage) ?? { total: newHistogram(), period: newHistogram() };
    this.#stages.set(stage, stages);
    const durationNs = Math.max(1000, Math.round(durationMs * NS_PER_MS));
    stages.total.record(durationNs);
    stages.period.record(durationNs);
  }

  /** Adds to a count. */
  count(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  /** Ends a period: its figures become `recent`, and the next begins. */
  turnOver(): void {
    const recent: Record<string, StageFigures> = {};
    for (const [stage, { period }] of this.#stages) {
      if (period.count > 0) recent[stage] = figuresOf(period);
      period.reset();
    }
    this.#recent = recent;
  }

  snapshot(): TelemetrySnapshot {
    const stages = [...this.#stages].map(([stage, { total }]) => [stage, figuresOf(total)] as const);
    return {
      stages: Object.fromEntries(stages),
      recent: this.#recent,
      counters: Object.fromEntries(this.#counters),
    };
  }
}

function newHistogram(): RecordableHistogram {
  return createHistogram({ lowest: 1000, highest: 3600e9, figures: 3 });
}

function figuresOf(histogram: RecordableHistogram): StageFigures {
  return {
    count: histogram.count,
    p50: histogram.percentile(50) / NS_PER_MS,
    p95: histogram.percentile(95) / NS_PER_MS,
    p99: histogram.percentile(99) / NS_PER_MS,
    max: histogram.max / NS_PER_MS,
  };
}
