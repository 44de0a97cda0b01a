import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { TransportError, TransportErrorKind } from '../transport-error.js';

/**
 * Shortest wait after a fault, ms, doubled at each repetition up to the second figure. A timeout leaves the
 * router's web server 3 s to recover; what only a person can cure is tried rarely.
 */
const WAITS_MS: Readonly<Record<TransportErrorKind, readonly [first: number, last: number]>> = {
  unreachable: [1000, 30_000],
  timeout: [3000, 30_000],
  protocol: [3000, 30_000],
  'not-found': [2000, 30_000],
  rejected: [2000, 60_000],
  permission: [10_000, 60_000],
  auth: [10_000, 60_000],
};

/** Failed router calls. Times are monotonic, ms. */
export interface Faults {
  /** Failed calls since the last good one; 0: all is well. */
  readonly failures: number;
  /** When the first of these failed; means nothing while there are none. */
  readonly sinceMs: number;
  /** The newest failure, however long ago; null before the first. */
  readonly last: { readonly kind: TransportErrorKind; readonly atMs: number } | null;
}

/** Remembers that router calls fail: when the next may be tried, and that each fault is told once, not each time. */
export class FaultMemory {
  readonly #clock: Clock;
  readonly #logger: Logger;
  #failures = 0;
  #last: Faults['last'] = null;
  #firstAtMs = 0;
  #tryAtMs = Number.NEGATIVE_INFINITY;
  #toldMessage = '';

  constructor(clock: Clock, logger: Logger) {
    this.#clock = clock;
    this.#logger = logger;
  }

  /** True from the first failed call to the next good one. */
  get present(): boolean {
    return this.#failures > 0;
  }

  faults(): Faults {
    return { failures: this.#failures, sinceMs: this.#firstAtMs, last: this.#last };
  }

  mayTry(): boolean {
    return this.#clock.now() >= this.#tryAtMs;
  }

  note(error: TransportError): void {
    const nowMs = this.#clock.now();
    if (this.#failures === 0) this.#firstAtMs = nowMs;
    const [first, last] = WAITS_MS[error.kind];
    this.#tryAtMs = nowMs + Math.min(first * 2 ** this.#failures, last);
    this.#failures += 1;
    this.#last = { kind: error.kind, atMs: nowMs };
    if (error.message === this.#toldMessage) return;
    this.#toldMessage = error.message;
    this.#logger.error(`router: ${error.message}`);
  }

  /** A call has gone well. */
  clear(): void {
    if (this.#failures > 0) {
      const seconds = Math.round((this.#clock.now() - this.#firstAtMs) / 1000);
      this.#logger.info(`router: fine again after ${this.#failures} failed attempts in ${seconds} s`);
    }
    this.#failures = 0;
    this.#toldMessage = '';
    this.#tryAtMs = Number.NEGATIVE_INFINITY;
  }
}
