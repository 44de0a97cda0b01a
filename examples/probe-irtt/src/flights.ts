import type { CancelTimer, Clock, PendingProbe, RttSample, Telemetry } from '@wanctl/core';
import type { Answer } from './told.js';

/** What became of a packet; the probe numbers it. */
export type Landing = Omit<RttSample, 'sequence'>;

/** What flights need. */
export interface FlightsParts {
  /** The server as configured. */
  readonly source: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly land: (landing: Landing) => void;
}

/**
 * The packets under way to one server. irtt tells of answers only; as it sends at even intervals, the rest is known by
 * time: silence becomes loss, whatever its cause, be it irtt's own end. Telemetry counts answers that nobody waits for
 * any more (`probe-irtt.late`).
 */
export class Flights {
  readonly #parts: FlightsParts;
  readonly #open = new Map<number, { readonly sentAtMs: number; readonly giveUp: CancelTimer }>();
  #intervalMs: number;
  #newest = { sequence: -1, sentAtMs: 0 };
  #cancelNext: CancelTimer = () => {};

  constructor(parts: FlightsParts) {
    this.#parts = parts;
    this.#intervalMs = parts.intervalMs;
    this.begin();
  }

  /** Packets count from 0 again, the first leaves now. Of those under way nobody will ever tell. */
  begin(intervalMs = this.#parts.intervalMs): void {
    this.stop();
    this.#intervalMs = intervalMs;
    this.#depart(0, this.#parts.clock.now());
  }

  /** Takes an answer. */
  answered({ sequence, rttMs, oneWayMs }: Answer): void {
    const { clock, telemetry, timeoutMs } = this.#parts;
    const sentAtMs = clock.now() - rttMs;
    if (sequence > this.#newest.sequence) this.#depart(sequence, sentAtMs);
    if (!this.#open.has(sequence)) {
      telemetry.count('probe-irtt.late');
      return;
    }
    this.#close(
      sequence,
      sentAtMs,
      rttMs <= timeoutMs ? { rttMs, ...(oneWayMs && { oneWayMs }) } : { rttMs: null },
    );
    // Each answer tells anew when packets leave.
    const ahead = this.#newest.sequence - sequence;
    this.#follow(this.#newest.sequence, sentAtMs + ahead * this.#intervalMs);
  }

  /** Packets without an answer so far, in order. */
  pending(): PendingProbe[] {
    return [...this.#open.values()].map(({ sentAtMs }) => ({ source: this.#parts.source, sentAtMs }));
  }

  /** Forgets all packets. */
  stop(): void {
    this.#cancelNext();
    for (const { giveUp } of this.#open.values()) giveUp();
    this.#open.clear();
  }

  #depart(sequence: number, sentAtMs: number): void {
    const { clock, timeoutMs } = this.#parts;
    // Twice: after a stall timers run before pipes are read, where the answer may be waiting.
    let cancel = clock.schedule(
      () => {
        cancel = clock.schedule(() => this.#close(sequence, sentAtMs, { rttMs: null }), 0);
      },
      sentAtMs + timeoutMs - clock.now(),
    );
    this.#open.set(sequence, { sentAtMs, giveUp: () => cancel() });
    this.#follow(sequence, sentAtMs);
  }

  #follow(sequence: number, sentAtMs: number): void {
    const { clock } = this.#parts;
    this.#newest = { sequence, sentAtMs };
    this.#cancelNext();
    const waitMs = sentAtMs + this.#intervalMs - clock.now();
    this.#cancelNext = clock.schedule(() => this.#depart(sequence + 1, clock.now()), waitMs);
  }

  #close(sequence: number, sentAtMs: number, outcome: Pick<RttSample, 'rttMs' | 'oneWayMs'>): void {
    this.#open.get(sequence)?.giveUp();
    this.#open.delete(sequence);
    const { source, land } = this.#parts;
    land({ kind: 'rtt', source, sentAtMs, ...outcome });
  }
}
