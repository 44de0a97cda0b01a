import type { Clock } from '../clock.js';

/** Raises that may follow each other at once. */
const BURST = 10;
/** Raises per second in the long run: 150 a minute. Every write ends up on the router's flash. */
const PER_SECOND = 2.5;

/** A token bucket for raises of one queue. Cuts are never limited. */
export class RaiseBudget {
  readonly #clock: Clock;
  #tokens = BURST;
  #filledAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#filledAtMs = clock.now();
  }

  /** Takes one token; false when there is none, and the raise has to wait for a later, then newer, wish. */
  spend(): boolean {
    const nowMs = this.#clock.now();
    this.#tokens = Math.min(BURST, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * PER_SECOND);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
