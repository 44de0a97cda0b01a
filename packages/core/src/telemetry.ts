import {
  bucketOf,
  emptyHistogram,
  figuresOf,
  type Histogram,
  histogramBetween,
  type StageFigures,
} from './histogram.js';

/** All that a `Telemetry` had noted at one moment. Plain data: two of them give the figures of the time between. */
export interface TelemetryMark {
  readonly stages: Readonly<Record<string, Histogram>>;
  readonly counters: Readonly<Record<string, number>>;
}

/** What was noted in a period; what did not occur in it is left out. */
export interface TelemetryFigures {
  readonly stages: Readonly<Record<string, StageFigures>>;
  readonly counters: Readonly<Record<string, number>>;
}

/** The mark of a `Telemetry` that has noted nothing yet. */
export const NOTHING_NOTED: TelemetryMark = { stages: {}, counters: {} };

/**
 * Durations per stage and plain counts. A name may say by what after a dot: `write.rest`, `router-errors.timeout`.
 * Memory is bounded by the number of names, not by what is recorded.
 *
 * Stages of a WAN: `measure.<engine>` what measuring took, which is the round-trip time of the newest answer that a
 * tick takes; `sample-age` how long that answer lay there; `event-loop-delay` how late a tick's timer fires; `assess`
 * the law; `tick` one turn of the loop, with the law; `write` router calls that set limits; `decision-to-accepted`
 * from the wish for a limit to the router's yes; `persist` a save of the state.
 * Stages of a transport: `read.<name>`, `write.<name>`, `run.<name>`.
 */
export class Telemetry {
  readonly #stages = new Map<string, number[]>();
  readonly #counters = new Map<string, number>();
  readonly #onRecord: (stage: string, durationMs: number) => void;

  /** `onRecord` hears of each duration as it is recorded. */
  constructor(onRecord: (stage: string, durationMs: number) => void = () => {}) {
    this.#onRecord = onRecord;
  }

  /** Notes that a stage took `durationMs` milliseconds (1 µs to 134 s). */
  record(stage: string, durationMs: number): void {
    const histogram = this.#stages.get(stage) ?? emptyHistogram();
    this.#stages.set(stage, histogram);
    const bucket = bucketOf(durationMs);
    histogram[bucket] = (histogram[bucket] ?? 0) + 1;
    this.#onRecord(stage, durationMs);
  }

  /** Adds to a count. */
  count(name: string, by = 1): void {
    this.#counters.set(name, (this.#counters.get(name) ?? 0) + by);
  }

  /** A copy of all that has been noted so far. */
  mark(): TelemetryMark {
    const stages = [...this.#stages].map(([stage, histogram]) => [stage, [...histogram]] as const);
    return { stages: Object.fromEntries(stages), counters: Object.fromEntries(this.#counters) };
  }

  /** Figures of what was noted after the mark; without one, of all. */
  snapshot(since: TelemetryMark = NOTHING_NOTED): TelemetryFigures {
    return figuresBetween(since, this.mark());
  }
}

/** Figures of what was noted between two marks of one `Telemetry`. */
export function figuresBetween(before: TelemetryMark, after: TelemetryMark): TelemetryFigures {
  const stages = Object.entries(after.stages)
    .map(
      ([stage, histogram]) =>
        [stage, figuresOf(histogramBetween(before.stages[stage] ?? [], histogram))] as const,
    )
    .filter(([, { count }]) => count > 0);
  const counters = Object.entries(after.counters)
    .map(([name, count]) => [name, count - (before.counters[name] ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return { stages: Object.fromEntries(stages), counters: Object.fromEntries(counters) };
}
