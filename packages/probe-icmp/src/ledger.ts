import type { CancelTimer, Clock, PendingProbe, RttSample, Telemetry } from '@wanctl/core';
import type { ProbeEvent } from './engine.js';

interface Entry extends PendingProbe {
  readonly giveUp: CancelTimer;
}

/**
 * Keeps the books of probes under way and makes one sample of each: its RTT, or loss when no answer came within
 * the timeout. Telemetry counts answers too late or twice (`probe-icmp.late`) and impossible RTTs
 * (`probe-icmp.rejected`), which make no sample.
 */
export class Ledger {
  readonly #clock: Clock;
  readonly #telemetry: Telemetry;
  readonly #timeoutMs: number;
  readonly #sink: (sample: RttSample) => void;
  readonly #entries = new Map<string, Entry>();
  readonly #answeredAtMs = new Map<string, number>();
  #nextSequence = 0;

  constructor(clock: Clock, telemetry: Telemetry, timeoutMs: number, sink: (sample: RttSample) => void) {
    this.#clock = clock;
    this.#telemetry = telemetry;
    this.#timeoutMs = timeoutMs;
    this.#sink = sink;
  }

  /** Takes what an engine tells. */
  note(event: ProbeEvent): void {
    const key = `${event.host} ${event.sequence}`;
    if (event.kind === 'sent') {
      this.#remove(key);
      this.#open(key, event);
    } else if (!this.#remove(key)) {
      this.#telemetry.count('probe-icmp.late');
    } else if (event.kind === 'rejected') {
      this.#telemetry.count('probe-icmp.rejected');
    } else {
      this.#close(event.host, event.sentAtMs, event.rttMs <= this.#timeoutMs ? event.rttMs : null);
    }
  }

  /** Probes without an answer so far, oldest first. */
  pending(): PendingProbe[] {
    return [...this.#entries.values()]
      .map(({ source, sentAtMs }) => ({ source, sentAtMs }))
      .sort((a, b) => a.sentAtMs - b.sentAtMs);
  }

  /** When the host last answered in time, on the clock's scale; undefined when it never has. */
  answeredAtMs(host: string): number | undefined {
    return this.#answeredAtMs.get(host);
  }

  /** Forgets probes under way: whoever sent them will not tell any more. */
  clear(): void {
    for (const key of [...this.#entries.keys()]) this.#remove(key);
  }

  #open(key: string, { host, sentAtMs }: { host: string; sentAtMs: number }): void {
    const lose = () => {
      this.#entries.delete(key);
      this.#close(host, sentAtMs, null);
    };
    // Twice: after a stall timers run before sockets and pipes are read, where the answer may be waiting.
    const waitMs = sentAtMs + this.#timeoutMs - this.#clock.now();
    let cancel = this.#clock.schedule(() => {
      cancel = this.#clock.schedule(lose, 0);
    }, waitMs);
    this.#entries.set(key, { source: host, sentAtMs, giveUp: () => cancel() });
  }

  #remove(key: string): boolean {
    this.#entries.get(key)?.giveUp();
    return this.#entries.delete(key);
  }

  #close(source: string, sentAtMs: number, rttMs: number | null): void {
    if (rttMs !== null) this.#answeredAtMs.set(source, this.#clock.now());
    const sample: RttSample = { kind: 'rtt', source, sequence: this.#nextSequence, sentAtMs, rttMs };
    this.#nextSequence += 1;
    this.#sink(sample);
  }
}
