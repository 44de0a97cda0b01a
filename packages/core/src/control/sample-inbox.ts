import type { Direction, Observation, PerDirection } from '../assessor.js';
import type { CounterSample, PendingProbe, RttSample, Sample } from '../probe.js';
import type { Telemetry } from '../telemetry.js';

/** No path on Earth takes longer, ms; what claims to is a measuring fault. */
const LONGEST_PLAUSIBLE_RTT_MS = 10_000;
/** Bounds memory when nobody takes samples: 30 s of the fastest probing. */
const CAPACITY = 1000;

/**
 * Where probes deliver and the loop takes: each sample comes out once, with the next observation. Samples that
 * cannot be true are counted and dropped.
 */
export class SampleInbox {
  readonly #telemetry: Telemetry;
  readonly #directionOf: ReadonlyMap<string, Direction>;
  #rtt: RttSample[] = [];
  #counters: Record<Direction, CounterSample[]> = { download: [], upload: [] };

  /** `queues` are the names under which counters arrive. */
  constructor(queues: PerDirection<string>, telemetry: Telemetry) {
    this.#telemetry = telemetry;
    this.#directionOf = new Map([
      [queues.download, 'download'],
      [queues.upload, 'upload'],
    ]);
  }

  readonly accept = (sample: Sample): void => {
    const direction = this.#directionOf.get(sample.source);
    if (!isPlausible(sample)) this.#telemetry.count('samples.implausible');
    else if (sample.kind === 'rtt') this.#keep(this.#rtt, sample);
    else if (direction) this.#keep(this.#counters[direction], sample);
  };

  /** All that has arrived since the last call. */
  take(
    nowMs: number,
    pending: readonly PendingProbe[],
    acceptedBps: PerDirection<number | null>,
  ): Observation {
    const observation = { nowMs, rtt: this.#rtt, pending, counters: this.#counters, acceptedBps };
    this.#rtt = [];
    this.#counters = { download: [], upload: [] };
    return observation;
  }

  #keep<T>(samples: T[], sample: T): void {
    if (samples.length >= CAPACITY) {
      samples.shift();
      this.#telemetry.count('samples.dropped');
    }
    samples.push(sample);
  }
}

function isPlausible(sample: Sample): boolean {
  if (sample.kind === 'rtt') {
    const { rttMs } = sample;
    return rttMs === null || (rttMs >= 0 && rttMs <= LONGEST_PLAUSIBLE_RTT_MS);
  }
  const { bytes, packets, dropped, queuedBytes, queuedPackets } = sample;
  return [bytes, packets, dropped, queuedBytes, queuedPackets].every(
    (count) => Number.isFinite(count) && count >= 0,
  );
}
