import { asTransportError, type CancelTimer, type Clock, type TransportError } from '@wanctl/core';
import type { QueueReader } from './queue-reader.js';
import type { QueueSnapshot } from './queue-snapshot.js';

/**
 * Wait after a failed read, ms, doubled at each repetition up to the second figure: RouterOS' web server needs up to
 * 2.4 s to recover from a request that was given up (measured on 7.21.5).
 */
const FIRST_RETRY_MS = 3000;
const LAST_RETRY_MS = 60_000;

/** What polling works with. */
export interface QueuePollParts {
  readonly reader: QueueReader;
  readonly clock: Clock;
  /** Wanted time between two reads at the moment, ms. */
  periodMs(): number;
  /** Gets each snapshot once. */
  onSnapshot(snapshot: QueueSnapshot): void;
  onError(error: TransportError): void;
}

/**
 * Asks a reader again and again, never twice at a time. The next turn is due a period after the snapshot was asked
 * for, whoever asked for it, so that all who poll one reader fall into step.
 */
export class QueuePoll {
  readonly #parts: QueuePollParts;
  #newest: QueueSnapshot | null = null;
  #failures = 0;
  #isWaiting = false;
  #isStopped = false;
  #cancelTimer: CancelTimer = () => {};

  constructor(parts: QueuePollParts) {
    this.#parts = parts;
  }

  /** Sends the first request at once and returns. */
  start(): void {
    void this.#turn();
  }

  /** Takes note that the period has changed. */
  review(): void {
    if (this.#isWaiting && this.#failures === 0) this.#arm();
  }

  stop(): void {
    this.#isStopped = true;
    this.#isWaiting = false;
    this.#cancelTimer();
  }

  async #turn(): Promise<void> {
    const { reader, onSnapshot, onError } = this.#parts;
    this.#isWaiting = false;
    try {
      const snapshot = await reader.read(this.#periodMs());
      if (this.#isStopped) return;
      this.#failures = 0;
      if (snapshot !== this.#newest) onSnapshot(snapshot);
      this.#newest = snapshot;
    } catch (error) {
      if (this.#isStopped) return;
      this.#failures += 1;
      onError(asTransportError(error));
    }
    this.#arm();
  }

  #arm(): void {
    this.#cancelTimer();
    this.#isWaiting = true;
    this.#cancelTimer = this.#parts.clock.schedule(() => void this.#turn(), this.#delayMs());
  }

  #delayMs(): number {
    if (this.#failures > 0) return Math.min(FIRST_RETRY_MS * 2 ** (this.#failures - 1), LAST_RETRY_MS);
    const dueMs = (this.#newest?.startedAtMs ?? 0) + this.#periodMs();
    return dueMs - this.#parts.clock.now();
  }

  /** A slow router gets as long a rest as it took to answer. */
  #periodMs(): number {
    return Math.max(this.#parts.periodMs(), 2 * (this.#newest?.tookMs ?? 0));
  }
}
