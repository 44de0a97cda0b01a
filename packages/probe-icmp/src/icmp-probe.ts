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
import { selectEngine } from './engines/select.js';
import { Measurement } from './measurement.js';
import type { IcmpProbeOptions } from './options.js';
import { sortHosts } from './targets.js';

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
    const hosts = this.#usableHosts();
    if (hosts.length === 0) return;
    const { clock, telemetry, logger } = this;
    const { engine: wanted, interval_ms: intervalMs, timeout_ms: timeoutMs } = this.options;
    const engine = await selectEngine(wanted, clock, logger);
    if (this.#stopped) return;
    this.#measurement = new Measurement({
      ...{ engine, hosts, intervalMs, timeoutMs, clock, telemetry, logger, sink },
      resolve: systemResolve,
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

  #usableHosts(): readonly string[] {
    const { hosts, dropped } = sortHosts(this.options.hosts ?? this.line.reflectors);
    if (dropped.length > 0) {
      this.logger.warn(`not probing ${JSON.stringify(dropped)}: not a host name or address`);
    }
    if (hosts.length === 0) {
      this.#idle = { state: 'collapsed', engine: 'none', detail: 'no usable host is configured' };
    }
    return hosts;
  }
}
