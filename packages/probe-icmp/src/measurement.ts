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
import type { Egress } from './egress/egress.js';
import type { Engine, Plan } from './engine.js';
import { type HostState, judge } from './health.js';
import { Ledger } from './ledger.js';
import type { ReflectorFigures } from './reflectors/figures.js';
import { Roster, type RosterSize } from './reflectors/roster.js';
import { intervalOf, type Pace, type Place, targetsOf, trialsOf } from './schedule.js';

/** What a measurement is made of. */
export interface MeasurementParts extends Omit<Plan, 'targets'> {
  readonly engine: Engine;
  /** At least one. */
  readonly hosts: readonly string[];
  readonly size: RosterSize;
  readonly pace: Pace;
  readonly resolve: Resolve;
  readonly egress: Egress;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly logger: Logger;
  readonly sink: SampleSink;
}

const REVIEW_MS = 10_000;
/** What a host may miss in a row before it counts as silent. */
const MISSED_PROBES = 3;

/** An engine at work on a set of hosts: resolves names, moves the engine to others, judges health. */
export class Measurement {
  readonly #parts: MeasurementParts;
  readonly #ledger: Ledger;
  readonly #addresses: AddressBook;
  readonly #roster: Roster;
  /** Since when each host in service has been, on the clock's scale. */
  #joinedAtMs: ReadonlyMap<string, number> = new Map();
  #restarting: Promise<void> = Promise.resolve();
  #cancelReview: CancelTimer = () => {};
  #engineFault = '';
  #egressFault = '';
  #deviceIndex = 0;
  #stopped = false;

  constructor(parts: MeasurementParts) {
    const { hosts, size, clock, telemetry, timeoutMs, resolve, logger, sink } = parts;
    this.#parts = parts;
    this.#roster = new Roster(hosts, size);
    this.#ledger = new Ledger(clock, telemetry, timeoutMs, (sample) => {
      this.#roster.note(sample);
      if (this.#joinedAtMs.has(sample.source)) sink(sample);
    });
    this.#addresses = new AddressBook(hosts, resolve, clock, logger);
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
    return this.#ledger.pending().filter(({ source }) => this.#joinedAtMs.has(source));
  }

  /** What is known of each reflector that is in service. */
  figures(): ReadonlyMap<string, ReflectorFigures> {
    return new Map(this.#roster.inService().map((host) => [host, this.#roster.figuresOf(host)]));
  }

  health(): ProbeHealth {
    const { engine, size } = this.#parts;
    const states = this.#roster.inService().map((host) => this.#stateOf(host));
    const aside = states.length < size.active ? this.#roster.aside() : [];
    const complaints = [
      ...(states.some(({ silent }) => silent) ? [this.#engineFault || engine.problem()] : []),
      this.#egressFault,
      aside.length > 0 ? `set aside: ${aside.join(', ')}` : '',
    ];
    return { engine: engine.describe(), ...judge(states, complaints.filter(Boolean)) };
  }

  async #review(): Promise<void> {
    const { clock, logger, egress } = this.#parts;
    const changed = await this.#addresses.refresh((host) => this.#stateOf(host).silent);
    if (this.#stopped) return;
    const verdicts = this.#roster.review();
    for (const verdict of verdicts) logger.warn(verdict);
    const isMoved = this.#deviceIndex !== egress.deviceIndex();
    if (changed || isMoved || verdicts.length > 0 || this.#engineFault !== '') {
      this.#restarting = this.#restart();
      await this.#restarting;
    }
    if (this.#stopped) return;
    this.#watchEgress();
    this.#cancelReview = clock.schedule(() => void this.#review(), REVIEW_MS);
  }

  #watchEgress(): void {
    const { egress, logger } = this.#parts;
    const addresses = this.#roster.inService().flatMap((host) => this.#addresses.addressOf(host) ?? []);
    const fault = egress.problem(addresses);
    if (fault !== this.#egressFault && fault !== '') logger.warn(fault);
    this.#egressFault = fault;
  }

  /** Never rejects: an engine that does not start is tried again at the next review. */
  async #restart(): Promise<void> {
    const { engine, pace, egress, logger, clock, timeoutMs, binding, ports } = this.#parts;
    await engine.stop();
    this.#ledger.clear();
    this.#deviceIndex = egress.deviceIndex();
    const inService = this.#roster.inService();
    this.#joinedAtMs = new Map(inService.map((host) => [host, this.#joinedAtMs.get(host) ?? clock.now()]));
    const targets = [
      ...targetsOf(this.#placesOf(inService), pace),
      ...trialsOf(this.#placesOf(this.#roster.aside())),
    ];
    if (targets.length === 0) return;
    try {
      await engine.start({ targets, timeoutMs, binding, ports }, (event) => this.#ledger.note(event));
      this.#engineFault = '';
    } catch (error) {
      if (this.#engineFault === '') logger.warn(`${engine.describe()} does not start: ${messageOf(error)}`);
      this.#engineFault = messageOf(error);
    }
  }

  #placesOf(hosts: readonly string[]): Place[] {
    return hosts.map((host) => ({ host, address: this.#addresses.addressOf(host) }));
  }

  #stateOf(host: string): HostState {
    const { clock, pace, timeoutMs } = this.#parts;
    const joinedAtMs = this.#joinedAtMs.get(host) ?? clock.now();
    const answeredAtMs = this.#ledger.answeredAtMs(host);
    const quietMs = clock.now() - Math.max(answeredAtMs ?? joinedAtMs, joinedAtMs);
    return {
      host,
      resolved: this.#addresses.addressOf(host) !== null,
      heard: answeredAtMs !== undefined,
      silent: quietMs > MISSED_PROBES * intervalOf(pace, this.#joinedAtMs.size) + timeoutMs,
    };
  }
}
