import { type Clock, type Logger, messageOf } from '@wanctl/core';
import {
  appendLines,
  dayFile,
  dayOf,
  type HistoryLimits,
  type HistoryPlace,
  removeOldDays,
} from './day-files.js';

/** Rows are written so many at a time, to spare the disk. */
const BATCH = 6;
/** So many rows wait for a disk that refuses; older ones are lost. */
const MOST_WAITING = 360;

interface WaitingRow {
  readonly day: string;
  readonly line: string;
}

/**
 * Writes a history behind its caller's back: six rows at a time, each into the file of its day, and removes what is
 * old or too much. While the disk refuses, the newest 360 rows wait; the logger is told when that begins and ends.
 */
export class HistoryWriter {
  readonly #options: HistoryPlace & HistoryLimits;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #waiting: readonly WaitingRow[] = [];
  #writing: Promise<void> | null = null;
  #failing = false;

  constructor(options: HistoryPlace & HistoryLimits, clock: Clock, logger: Logger) {
    this.#options = options;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Takes a row of JSON data that began at `begunAt`, and returns at once. */
  add(row: object, begunAt: Date): void {
    this.#keep([...this.#waiting, { day: dayOf(begunAt), line: JSON.stringify(row) }]);
    if (this.#waiting.length < BATCH || this.#writing !== null) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
    });
  }

  /** Resolves when all rows are written, or could not be. */
  async close(): Promise<void> {
    await this.#writing;
    await this.#write();
  }

  async #write(): Promise<void> {
    let rows = this.#waiting;
    this.#waiting = [];
    try {
      for (const day of new Set(rows.map((row) => row.day))) {
        const lines = rows.filter((row) => row.day === day).map(({ line }) => line);
        await appendLines(dayFile(this.#options, day), lines);
        rows = rows.filter((row) => row.day !== day);
      }
      await removeOldDays(this.#options, this.#options, this.#clock.wall());
      if (this.#failing) this.#logger.info('history is kept again');
      this.#failing = false;
    } catch (error) {
      this.#keep([...rows, ...this.#waiting]);
      if (!this.#failing) this.#logger.warn(`history is not kept: ${messageOf(error)}`);
      this.#failing = true;
    }
  }

  #keep(rows: readonly WaitingRow[]): void {
    this.#waiting = rows.slice(-MOST_WAITING);
  }
}
