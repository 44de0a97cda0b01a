import {
  type CancelTimer,
  type Clock,
  type Logger,
  messageOf,
  type PendingProbe,
  type ProbeHealth,
  type SampleSink,
  type Telemetry,
} from '@wanctl/core';
import { AddressBook, type Resolve } from './address-book.js';
import type { Engine, Target } from './engine.js';
import { type HostState, judge } from './health.js';
import { Ledger } from './ledger.js';

/** What a measurement is made of. */
export interface MeasurementParts {
  readonly engine: Engine;
  /** At least one. */
  readonly hosts: readonly string[];
  /** Time between two probes to one host, ms. */
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly resolve: Resolve;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly sink: SampleSink;
}

const REVIEW_MS = 10_000;
/** What a host may miss in a row before it counts as silent. */
const MISSED_PROBES = 3;

/** An engine at work on a set of hosts: resolves names, moves the engine to new addresses, judges health. */
export class Measurement {
  readonly #parts: MeasurementParts;
  readonly #ledger: Ledger;
  readonly #addresses: AddressBook;
  readonly #startedAtMs: number;
  #restarting: Promise<void> = Promise.resolve();
  #cancelReview: CancelTimer = () => {};
  #engineFault = '';
  #stopped = false;

  constructor(parts: MeasurementParts) {
    const { hosts, clock, telemetry, timeoutMs, resolve, logger, sink } = parts;
    this.#parts = parts;
    this.#ledger = new Ledger(clock, telemetry, timeoutMs, sink);
    this.#addresses = new AddressBook(hosts, resolve, clock, logger);
    this.#startedAtMs = clock.now();
  }

  /** Begins with the hosts whose addresses are known; the others join in as they are resolved. */
  async start(): Promise<void> {
    this.#restarting = this.#restart();
    await this.#restarting;
    if (!this.#stopped) void this.#review();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelReview();
    await this.#restarting;
    await this.#parts.engine.stop();
    this.#ledger.clear();
  }

  pending(): PendingProbe[] {
    return this.#ledger.pending();
  }

  health(): ProbeHealth {
    const { engine, hosts } = this.#parts;
    const { state, detail } = judge(hosts.map((host) => this.#stateOf(host)));
    const cause = detail === '' ? '' : this.#engineFault || engine.problem();
    return { state, engine: engine.describe(), detail: [detail, cause].filter(Boolean).join('; ') };
  }

  async #review(): Promise<void> {
    const changed = await this.#addresses.refresh((host) => this.#stateOf(host).silent);
    if (this.#stopped) return;
    if (changed || this.#engineFault !== '') {
      this.#restarting = this.#restart();
      await this.#restarting;
    }
    if (!this.#stopped) this.#cancelReview = this.#parts.clock.schedule(() => void this.#review(), REVIEW_MS);
  }

  /** Never rejects: an engine that does not start is tried again at the next review. */
  async #restart(): Promise<void> {
    const { engine, intervalMs, timeoutMs, logger } = this.#parts;
    await engine.stop();
    this.#ledger.clear();
    const targets = this.#targets();
    if (targets.length === 0) return;
    try {
      await engine.start({ targets, intervalMs, timeoutMs }, (event) => this.#ledger.note(event));
      this.#engineFault = '';
    } catch (error) {
      if (this.#engineFault === '') logger.warn(`${engine.describe()} does not start: ${messageOf(error)}`);
      this.#engineFault = messageOf(error);
    }
  }

  /** A host keeps its place in the interval, whoever else is resolved. */
  #targets(): Target[] {
    const { hosts, intervalMs } = this.#parts;
    return hosts.flatMap((host, index) => {
      const address = this.#addresses.addressOf(host);
      return address === null ? [] : [{ host, address, offsetMs: (index * intervalMs) / hosts.length }];
    });
  }

  #stateOf(host: string): HostState {
    const { clock, intervalMs, timeoutMs } = this.#parts;
    const answeredAtMs = this.#ledger.answeredAtMs(host);
    const quietMs = clock.now() - (answeredAtMs ?? this.#startedAtMs);
    return {
      host,
      resolved: this.#addresses.addressOf(host) !== null,
      heard: answeredAtMs !== undefined,
      silent: quietMs > MISSED_PROBES * intervalMs + timeoutMs,
    };
  }
}
