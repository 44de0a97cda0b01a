import type { CancelTimer, Clock } from '@wanctl/core';
import type { EventSink, Target } from '../engine.js';
import type { EchoLine } from '../parse/echo-line.js';

/** Programs pace loosely: a probe counts as sent only when it is this many intervals after the one before it. */
const PATIENCE = 1.1;
/** Output is never read later than this, ms; a greater difference means that the calendar time was set. */
const MAX_READ_DELAY_MS = 10_000;

/**
 * Follows what another program sends to one host. That tells of answers only, so what must have been sent in the
 * meantime is expected by time: silence of whatever cause, even the program's end, becomes loss.
 */
export class ForeignPace {
  readonly #clock: Clock;
  readonly #target: Target;
  readonly #patienceMs: number;
  readonly #emit: EventSink;
  #newest = { sequence: -1, sentAtMs: Number.NEGATIVE_INFINITY };
  #cancel: CancelTimer;
  #stopped = false;

  constructor(clock: Clock, target: Target, emit: EventSink) {
    this.#clock = clock;
    this.#target = target;
    this.#patienceMs = PATIENCE * target.intervalMs;
    this.#emit = emit;
    this.#cancel = clock.schedule(() => this.#expect(), target.offsetMs + this.#patienceMs);
  }

  /** Takes an answer from this host. */
  note({ sequence, stampMs, rttMs }: EchoLine): void {
    // What the program wrote before it was killed is read after it.
    if (this.#stopped) return;
    const sentAtMs = this.#clock.now() - this.#ageMs(stampMs) - rttMs;
    const id = { host: this.#target.host, sequence };
    const expected = sequence === this.#newest.sequence;
    // The count begins anew with the program and after 65535; the time tells that it is a new probe all the same.
    const unexpected = !expected && sentAtMs > this.#newest.sentAtMs;
    if (unexpected) this.#emit({ kind: 'sent', ...id, sentAtMs });
    if (expected || unexpected) this.#follow(sequence, sentAtMs);
    this.#emit({ kind: 'answered', ...id, sentAtMs, rttMs });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #expect(): void {
    const sequence = this.#newest.sequence + 1;
    const sentAtMs = this.#clock.now();
    this.#emit({ kind: 'sent', host: this.#target.host, sequence, sentAtMs });
    this.#follow(sequence, sentAtMs);
  }

  #follow(sequence: number, sentAtMs: number): void {
    this.#newest = { sequence, sentAtMs };
    this.#cancel();
    this.#cancel = this.#clock.schedule(
      () => this.#expect(),
      sentAtMs + this.#patienceMs - this.#clock.now(),
    );
  }

  /** How long the answer has waited to be read, ms. */
  #ageMs(stampMs: number): number {
    const ageMs = this.#clock.wall().getTime() - stampMs;
    return ageMs >= 0 && ageMs <= MAX_READ_DELAY_MS ? ageMs : 0;
  }
}
