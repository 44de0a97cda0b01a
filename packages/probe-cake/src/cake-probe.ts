import {
  type Assessment,
  CLOCK,
  type Clock,
  type CounterSample,
  EVENTS,
  type Events,
  inject,
  LINE,
  type LineSettings,
  LOGGER,
  type Logger,
  OPTIONS,
  type PerDirection,
  type Probe,
  type ProbeHealth,
  type SampleSink,
  TELEMETRY,
  type Telemetry,
  TRANSPORT,
  type Transport,
  type TransportError,
} from '@wanctl/core';
import { judge } from './health.js';
import type { CakeProbeOptions } from './options.js';
import type { QueueFigures } from './queue-meter.js';
import { QueuePoll } from './queue-poll.js';
import { queueReaderOf } from './queue-reader.js';
import { WanCounters } from './wan-counters.js';

/** From this load on a queue is worth a close look. */
const BUSY_LOAD = 0.5;

/** Delivers the counters of a WAN's two queues, reading often when they matter and seldom when not. */
export class CakeProbe implements Probe {
  readonly measures = 'counters';
  #counters: WanCounters | null = null;
  #poll: QueuePoll | null = null;
  #unsubscribe: readonly (() => void)[] = [];
  #isGreen = true;
  #goodAtMs: number | null = null;
  #fault = '';
  #told = '';

  constructor(
    @inject(OPTIONS) private readonly options: CakeProbeOptions,
    @inject(LINE) private readonly line: LineSettings,
    @inject(TRANSPORT) private readonly transport: Transport,
    @inject(EVENTS) private readonly events: Events,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(TELEMETRY) private readonly telemetry: Telemetry,
    @inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Begins to read in the background. A router that does not answer is no error: it is asked again. */
  async start(sink: SampleSink): Promise<void> {
    const { clock, events, line } = this;
    const counters = new WanCounters(line.queues, this.logger);
    const reader = queueReaderOf(this.transport, clock, this.telemetry);
    const dropOwn = ({ wan }: { wan: string }) => wan === line.wanName && reader.drop();
    this.#unsubscribe = [
      events.on('tick', ({ wan, assessment }) => wan === line.wanName && this.#note(assessment)),
      events.on('applied', dropOwn),
      events.on('write-failed', dropOwn),
    ];
    this.#counters = counters;
    const poll = new QueuePoll({
      ...{ reader, clock },
      periodMs: () => this.#periodMs(counters),
      onSnapshot: (snapshot) => this.#take(counters.take(snapshot), sink),
      onError: (error) => this.#miss(counters, error),
    });
    this.#poll = poll;
    poll.start();
  }

  async stop(): Promise<void> {
    this.#poll?.stop();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  health(): ProbeHealth {
    const quietMs = this.#goodAtMs === null ? null : this.clock.now() - this.#goodAtMs;
    const missing = this.#counters?.missing ?? [];
    return {
      ...judge({ fault: this.#fault, quietMs, staleMs: 2 * this.options.slow_ms, missing }),
      engine: `queue counters by ${this.transport.description}; ${this.#counters?.describe() ?? 'not started'}`,
    };
  }

  /** The figures of both queues after the last read; null where there are none. */
  figures(): PerDirection<QueueFigures | null> {
    return this.#counters?.figures() ?? { download: null, upload: null };
  }

  #take(samples: readonly CounterSample[], sink: SampleSink): void {
    this.#goodAtMs = this.clock.now();
    this.#fault = '';
    this.#tell();
    for (const sample of samples) sink(sample);
  }

  #miss(counters: WanCounters, error: TransportError): void {
    counters.gap();
    this.#fault = error.message;
    this.#tell();
  }

  /** Tells what is wrong once, and when it is over. */
  #tell(): void {
    const { detail } = this.health();
    if (detail === this.#told) return;
    this.#told = detail;
    if (detail === '') this.logger.info('queue counters: fine again');
    else this.logger.warn(`queue counters: ${detail}`);
  }

  /** A tick without an assessment says nothing new. */
  #note(assessment: Assessment | null): void {
    if (!assessment) return;
    const { download, upload } = assessment;
    const isGreen = download.zone === 'GREEN' && upload.zone === 'GREEN';
    if (isGreen === this.#isGreen) return;
    this.#isGreen = isGreen;
    this.#poll?.review();
  }

  #periodMs(counters: WanCounters): number {
    const { download, upload } = counters.figures();
    const load = Math.max(download?.load ?? 0, upload?.load ?? 0);
    const isCalm = this.#isGreen && load < BUSY_LOAD && !counters.isLearning;
    return isCalm ? this.options.slow_ms : this.options.fast_ms;
  }
}
