import type { Json, Logger, Probe, RuleState, Sample } from '@wanctl/core';
import type { SteeringObservation } from '../law/observation.js';
import { QueueLedger } from './queue-ledger.js';
import type { WanReport, WanSource } from './wan-source.js';

/** No path on Earth takes longer, ms. */
const LONGEST_PLAUSIBLE_RTT_MS = 10_000;
/** Bounds memory while no counters come. */
const MOST_RTTS = 100;
/** Without a read for so many cycles, or so long, ms, the counters have failed. */
const FAILED_CYCLES = 3;
const FAILED_MS = 5000;

/** What `SteeringSignals` works with. */
export interface SteeringSignalsParts {
  readonly primary: WanSource;
  /** Measure over the primary what its own loop cannot be heard of: RTT, counters of its download queue. */
  readonly probes: readonly Probe[];
  /** In order of preference. */
  readonly alternates: readonly { readonly wan: string; readonly source: WanSource }[];
  /** Name of the primary's download queue; null: judging by delay alone, no counters wanted. */
  readonly queue: string | null;
  readonly intervalMs: number;
  readonly logger: Logger;
}

/** Collects what probes and other loops deliver and makes one observation of it per tick, each sample in one only. */
export class SteeringSignals {
  readonly #parts: SteeringSignalsParts;
  readonly #ledger = new QueueLedger();
  #rttsMs: number[] = [];
  #beganAtMs: number | null = null;
  #told = '';
  #onSample = () => {};

  constructor(parts: SteeringSignalsParts) {
    this.#parts = parts;
  }

  /** Begins to listen to the WANs' own loops; resolves when those of other processes have been heard of. */
  async listen(): Promise<void> {
    const { primary, alternates } = this.#parts;
    const deaf = { rtt: () => {}, counters: () => {} };
    await Promise.all([
      primary.start({ rtt: this.#keep, counters: this.#accept }),
      ...alternates.map(({ source }) => source.start(deaf)),
    ]);
  }

  /** Begins to measure, from what an earlier process has saved. Rejects when a probe cannot measure. */
  async measure(savedCounters: Json | undefined): Promise<void> {
    this.#ledger.restore(savedCounters);
    await Promise.all(this.#parts.probes.map((probe) => probe.start(this.#accept)));
  }

  /** Resolves when so many RTTs have come, and a read of the queue where it is judged by. */
  gathered(rtts: number): Promise<void> {
    return new Promise((resolve) => {
      this.#onSample = () => {
        const isRead = this.#parts.queue === null || this.#ledger.readAtMs !== null;
        if (this.#rttsMs.length >= rtts && isRead) resolve();
      };
      this.#onSample();
    });
  }

  /** The queue's counters, for `measure`. */
  persist(): Json {
    return this.#ledger.persist();
  }

  async stop(): Promise<void> {
    const { primary, alternates, probes } = this.#parts;
    for (const source of [primary, ...alternates.map((one) => one.source)]) source.stop();
    await Promise.all(probes.map((probe) => probe.stop()));
  }

  /** All that has come since the last call. RTTs and counters wait for each other. */
  take(nowMs: number, rules: readonly RuleState[]): SteeringObservation {
    this.#beganAtMs ??= nowMs;
    const reading = this.#rttsMs.length > 0 ? this.#ledger.take() : null;
    const isDue = this.#parts.queue === null || reading !== null || this.#haveCountersFailed(nowMs);
    const rttMs = isDue ? median(this.#rttsMs) : null;
    if (isDue) this.#rttsMs = [];
    return {
      nowMs,
      rttMs,
      drops: reading?.drops ?? null,
      queuedPackets: reading?.queuedPackets ?? null,
      ...this.#wans(nowMs, rules),
    };
  }

  /** What is known of each WAN: the primary, then the alternates in order. */
  reports(nowMs: number): readonly [WanReport, ...(WanReport & { readonly wan: string })[]] {
    const { primary, alternates, probes } = this.#parts;
    const heard = primary.report(nowMs);
    const own = probes.find(({ measures }) => measures === 'rtt')?.health().state ?? null;
    const others = alternates.map(({ wan, source }) => ({ wan, ...source.report(nowMs) }));
    return [{ ...heard, measurement: heard.measurement ?? own }, ...others];
  }

  /** Which signals there are, for people. */
  describe(): string {
    const { queue } = this.#parts;
    if (queue === null) return 'delay';
    if (this.#ledger.readAtMs === null) return `delay; no counters of queue "${queue}" yet`;
    return this.#ledger.countsDrops
      ? 'delay, drops and queue'
      : `delay and queue; queue "${queue}" has never counted a drop, RED goes without`;
  }

  /** Tells which signals there are, once the queue has been read, and when that changes. */
  tell(): void {
    const text = this.describe();
    if (text === this.#told || (this.#parts.queue !== null && this.#ledger.readAtMs === null)) return;
    this.#told = text;
    this.#parts.logger.info(`signals: ${text}`);
  }

  #wans(
    nowMs: number,
    rules: readonly RuleState[],
  ): Pick<SteeringObservation, 'baselineMs' | 'primary' | 'alternates'> {
    const [primary, ...alternates] = this.reports(nowMs);
    return {
      baselineMs: primary.baselineMs,
      primary: { zone: primary.zone, measurement: primary.measurement },
      alternates: alternates.map(({ wan, zone, measurement }, index) => ({
        ...{ wan, zone, measurement },
        rule: rules[index] ?? 'unknown',
      })),
    };
  }

  readonly #keep = (rttMs: number | null): void => {
    if (rttMs === null || !(rttMs >= 0 && rttMs <= LONGEST_PLAUSIBLE_RTT_MS)) return;
    if (this.#rttsMs.length >= MOST_RTTS) this.#rttsMs.shift();
    this.#rttsMs.push(rttMs);
  };

  readonly #accept = (sample: Sample): void => {
    if (sample.kind === 'rtt') this.#keep(sample.rttMs);
    else if (sample.source === this.#parts.queue) this.#ledger.accept(sample);
    this.#onSample();
  };

  #haveCountersFailed(nowMs: number): boolean {
    const limitMs = Math.max(FAILED_MS, FAILED_CYCLES * this.#parts.intervalMs);
    return nowMs - (this.#ledger.readAtMs ?? this.#beganAtMs ?? nowMs) > limitMs;
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return null;
  return (lower + upper) / 2;
}
