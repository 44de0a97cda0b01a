import type { CounterSample, Direction, Logger, PerDirection } from '@wanctl/core';
import {
  figuresOf,
  meterGap,
  meterRead,
  NEW_METER,
  type QueueFigures,
  type QueueMeter,
} from './queue-meter.js';
import type { QueueSnapshot } from './queue-snapshot.js';
import { describeSignals } from './signals.js';

const DIRECTIONS: readonly Direction[] = ['download', 'upload'];

/** A signal that has not moved in so long a time, ms, is told to be of no use. */
const LEARNING_MS = 60_000;

/** The two queues of a WAN, read by read. The logger is told which signals they give, and when that changes. */
export class WanCounters {
  readonly #queues: PerDirection<string>;
  readonly #logger: Logger;
  readonly #meters: Record<Direction, QueueMeter> = { download: NEW_METER, upload: NEW_METER };
  readonly #toldSignals = { download: '', upload: '' };
  #missing: readonly string[] = [];

  constructor(queues: PerDirection<string>, logger: Logger) {
    this.#queues = queues;
    this.#logger = logger;
  }

  /** True until the signals of the queues that are there have been watched for a minute. */
  get isLearning(): boolean {
    return Object.values(this.#meters).some(({ newest, watchedMs }) => newest && watchedMs < LEARNING_MS);
  }

  /** Names of the queues that the last read did not show. */
  get missing(): readonly string[] {
    return this.#missing;
  }

  /** The figures of both queues; null before the first read of one, after a failed read, and while it is missing. */
  figures(): PerDirection<QueueFigures | null> {
    return { download: figuresOf(this.#meters.download), upload: figuresOf(this.#meters.upload) };
  }

  /** Which signals have moved so far, one clause for people. */
  describe(): string {
    const { download, upload } = this.#meters;
    return `download ${describeSignals(download.moving)}; upload ${describeSignals(upload.moving)}`;
  }

  /** Meters what a read shows of the two queues, and gives it as samples. */
  take(snapshot: QueueSnapshot): readonly CounterSample[] {
    const readings = DIRECTIONS.map((direction) => snapshot.queues.get(this.#queues[direction]));
    this.#missing = DIRECTIONS.filter((_, index) => !readings[index]).map(
      (direction) => this.#queues[direction],
    );
    DIRECTIONS.forEach((direction, index) => {
      const reading = readings[index];
      const meter = this.#meters[direction];
      this.#meters[direction] = reading ? meterRead(meter, reading) : meterGap(meter);
      this.#tellSignals(direction);
    });
    return readings.flatMap((reading) => reading?.sample ?? []);
  }

  /** Notes that a read has failed: the router may have started anew, and no pair of reads may span that. */
  gap(): void {
    for (const direction of DIRECTIONS) this.#meters[direction] = meterGap(this.#meters[direction]);
  }

  #tellSignals(direction: Direction): void {
    const { moving, watchedMs } = this.#meters[direction];
    const text = describeSignals(moving);
    if (watchedMs < LEARNING_MS || text === this.#toldSignals[direction]) return;
    this.#toldSignals[direction] = text;
    this.#logger[moving.has('bytes') ? 'info' : 'warn'](`queue "${this.#queues[direction]}": ${text}`);
  }
}
