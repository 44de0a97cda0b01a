import type { Clock, Telemetry, Transport } from '@wanctl/core';
import { QUEUE_REQUEST, type QueueSnapshot, toSnapshot } from './queue-snapshot.js';

const readers = new WeakMap<Transport, QueueReader>();

/** The one reader of that transport, made with the clock and telemetry of whoever asks first. */
export function queueReaderOf(transport: Transport, clock: Clock, telemetry: Telemetry): QueueReader {
  const reader = readers.get(transport) ?? new QueueReader(transport, clock, telemetry);
  readers.set(transport, reader);
  return reader;
}

/**
 * Reads all queues of a router at once for everybody who asks, one request at a time. Telemetry: counts
 * `queue-reads.sent`, `.cached` and `.joined`, of which the last two are requests saved; durations `queue-read` (of
 * the request) and `queue-age` (of what was given, since the middle of its request).
 */
export class QueueReader {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #telemetry: Telemetry;
  #cached: QueueSnapshot | null = null;
  #flight: Promise<QueueSnapshot> | null = null;
  /** The request under way was sent before the last `drop`. */
  #flightIsOld = false;
  /** Samples given so far. */
  #sequence = 0;

  constructor(transport: Transport, clock: Clock, telemetry: Telemetry) {
    this.#transport = transport;
    this.#clock = clock;
    this.#telemetry = telemetry;
  }

  /**
   * The queues as asked for less than `maxAgeMs` ms ago, or as a request shows that is under way or sent now.
   * Rejects with the transport's `TransportError`.
   */
  async read(maxAgeMs: number): Promise<QueueSnapshot> {
    while (this.#flight && this.#flightIsOld) await this.#flight.catch(() => {});
    const snapshot = await this.#freshest(maxAgeMs);
    this.#telemetry.record('queue-age', this.#clock.now() - snapshot.startedAtMs - snapshot.tookMs / 2);
    return snapshot;
  }

  /** Whoever asks from now on gets a request that is sent from now on: the queues have been changed. */
  drop(): void {
    this.#cached = null;
    this.#flightIsOld = this.#flight !== null;
  }

  async #freshest(maxAgeMs: number): Promise<QueueSnapshot> {
    if (this.#cached && this.#clock.now() - this.#cached.startedAtMs < maxAgeMs) {
      this.#telemetry.count('queue-reads.cached');
      return this.#cached;
    }
    this.#telemetry.count(this.#flight !== null ? 'queue-reads.joined' : 'queue-reads.sent');
    this.#flight ??= this.#request().finally(() => {
      this.#flight = null;
      this.#flightIsOld = false;
    });
    return this.#flight;
  }

  async #request(): Promise<QueueSnapshot> {
    const startedAtMs = this.#clock.now();
    try {
      const rows = await this.#transport.read(QUEUE_REQUEST);
      const tookMs = this.#clock.now() - startedAtMs;
      this.#telemetry.record('queue-read', tookMs);
      const snapshot = toSnapshot(rows, this.#sequence, { startedAtMs, tookMs });
      this.#sequence += rows.length;
      this.#cached = this.#flightIsOld ? null : snapshot;
      return snapshot;
    } catch (error) {
      this.#cached = null;
      throw error;
    }
  }
}
