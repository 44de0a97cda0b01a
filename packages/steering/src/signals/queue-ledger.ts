import { type CounterSample, isJsonObject, type Json, type JsonObject } from '@wanctl/core';

/** What the reads of a queue since the last question add up to. */
export interface QueueReading {
  /** Packets dropped; null: the router does not count them. */
  readonly drops: number | null;
  /** In the queue at the newest read. */
  readonly queuedPackets: number;
}

type Counters = Pick<CounterSample, 'bytes' | 'packets' | 'dropped'>;

/**
 * Turns cumulative counters into drops. The first read and one after a restart of the counters (any of them has
 * fallen) have nothing to be compared with, and count as no drops.
 */
export class QueueLedger {
  #newest: CounterSample | null = null;
  /** What drops are counted from: the newest read, or before the first what an earlier process has saved. */
  #counted: Counters | null = null;
  #drops = 0;
  #isFresh = false;
  #countsDrops = false;

  /** Monotonic time of the newest read, ms; null before the first. */
  get readAtMs(): number | null {
    return this.#newest?.atMs ?? null;
  }

  /**
   * True once a drop has been counted. RouterOS leaves `dropped` of a CAKE queue at 0 for ever, and a queue that has
   * never dropped looks the same, but one that stands high for some seconds has dropped if it counts.
   */
  get countsDrops(): boolean {
    return this.#countsDrops;
  }

  accept(sample: CounterSample): void {
    if (this.#newest && sample.atMs <= this.#newest.atMs) return;
    const before = this.#counted;
    this.#newest = sample;
    this.#counted = sample;
    this.#isFresh = true;
    this.#countsDrops ||= sample.dropped > 0;
    const isRestart =
      !before ||
      sample.bytes < before.bytes ||
      sample.packets < before.packets ||
      sample.dropped < before.dropped;
    if (!isRestart) this.#drops += sample.dropped - before.dropped;
  }

  /** What a process that begins later can go on from; null before the first read. */
  persist(): JsonObject | null {
    if (!this.#counted) return null;
    const { bytes, packets, dropped } = this.#counted;
    return { bytes, packets, dropped };
  }

  /** Goes on from what was saved: what has been dropped since then counts as new. */
  restore(saved: Json | undefined): void {
    if (!isJsonObject(saved)) return;
    const { bytes, packets, dropped } = saved;
    if (typeof bytes !== 'number' || typeof packets !== 'number' || typeof dropped !== 'number') return;
    this.#counted ??= { bytes, packets, dropped };
  }

  /** What came since the last call; null: nothing. */
  take(): QueueReading | null {
    if (!this.#newest || !this.#isFresh) return null;
    const drops = this.#countsDrops ? this.#drops : null;
    this.#drops = 0;
    this.#isFresh = false;
    return { drops, queuedPackets: this.#newest.queuedPackets };
  }
}
