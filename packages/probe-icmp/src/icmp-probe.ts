import {
  CLOCK,
  type Clock,
  inject,
  LINE,
  type LineSettings,
  LOGGER,
  type Logger,
  OPTIONS,
  type PendingProbe,
  type Probe,
  type ProbeHealth,
  type SampleSink,
  TELEMETRY,
  type Telemetry,
} from '@wanctl/core';
import { systemResolve } from './address-book.js';
import { openEgress } from './egress/egress.js';
import { selectEngine } from './engines/select.js';
import { Measurement } from './measurement.js';
import type { IcmpProbeOptions } from './options.js';
import type { ReflectorFigures } from './reflectors/figures.js';
import type { RosterSize } from './reflectors/roster.js';
import type { Pace } from './schedule.js';
import { fillUp, sortHosts } from './targets.js';

/** Setting aside leaves the median of three, which bears one that is bad. */
const FEWEST_LEFT = 3;

/**
 * Measures RTT to the hosts in turn, evenly spread over the interval. In its health a host counts as answering until
 * three intervals and the timeout have gone by without an answer.
 */
export class IcmpProbe implements Probe {
  readonly measures = 'rtt';
  #measurement: Measurement | undefined;
  #idle: ProbeHealth = { state: 'starting', engine: 'none', detail: 'no engine selected yet' };
  #stopped = false;

  constructor(
    @inject(OPTIONS) private readonly options: IcmpProbeOptions,
    @inject(LINE) private readonly line: LineSettings,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(TELEMETRY) private readonly telemetry: Telemetry,
    @inject(LOGGER) private readonly logger: Logger,
  ) {}

  async start(sink: SampleSink): Promise<void> {
    const reflectors = this.#reflectors();
    if (reflectors.hosts.length === 0) {
      this.#idle = { state: 'collapsed', engine: 'none', detail: 'no usable host is configured' };
      return;
    }
    const { options, clock, telemetry, logger } = this;
    const { source, interface: device, timeout_ms: timeoutMs, ports } = options;
    const binding = { source, device };
    const engine = await selectEngine(options.engine, clock, logger);
    const egress = await openEgress(binding, logger);
    if (this.#stopped) return;
    this.#measurement = new Measurement({
      ...reflectors,
      ...{ engine, egress, timeoutMs, binding, ports, clock, telemetry, logger, sink },
      pace: paceOf(options),
      resolve: systemResolve(source),
    });
    await this.#measurement.start();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#measurement?.stop();
  }

  health(): ProbeHealth {
    return this.#measurement?.health() ?? this.#idle;
  }

  pending(): readonly PendingProbe[] {
    return this.#measurement?.pending() ?? [];
  }

  /** What is known of each reflector in service, by its name; empty before the start. */
  figures(): ReadonlyMap<string, ReflectorFigures> {
    return this.#measurement?.figures() ?? new Map();
  }

  #reflectors(): { hosts: readonly string[]; size: RosterSize } {
    const { hosts: own, source, active } = this.options;
    const { hosts, dropped } = sortHosts(own ?? this.line.reflectors, source);
    if (dropped.length > 0) {
      const from = source === undefined ? '' : ` that ${source} can reach`;
      this.logger.warn(`not probing ${JSON.stringify(dropped)}: not a host name or address${from}`);
    }
    if (active === undefined) return { hosts, size: { active: hosts.length, kept: hosts.length } };
    return { hosts: fillUp(hosts, active, source), size: { active, kept: Math.min(active, FEWEST_LEFT) } };
  }
}

function paceOf({ rate_per_sec: ratePerSec, interval_ms: intervalMs }: IcmpProbeOptions): Pace {
  return ratePerSec === undefined ? { intervalMs } : { ratePerSec };
}
