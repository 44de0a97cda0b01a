import type { Assessor, Observation, PerDirection } from '../assessor.js';
import { atMost, type CancelTimer, type Clock } from '../clock.js';
import type { Events } from '../events.js';
import type { LineSettings } from '../line.js';
import type { Logger } from '../logger.js';
import type { Probe, ProbeHealth } from '../probe.js';
import type { WanQueues } from '../router/wan-queues.js';
import type { Telemetry } from '../telemetry.js';
import type { SampleInbox } from './sample-inbox.js';
import type { StateKeeper } from './state-keeper.js';
import { startTicking } from './ticker.js';
import { wanDocument } from './wan-document.js';

/** How long a stopping loop waits for a router call under way, ms. */
const LAST_WRITE_MS = 500;

/** The first tick comes no later than this after the start, ms: until then the router has what it happened to have. */
const FIRST_TICK_MS = 1000;

/** What a control loop connects. */
export interface ControlLoopParts {
  readonly line: LineSettings;
  readonly probes: readonly Probe[];
  readonly inbox: SampleInbox;
  readonly assessor: Assessor;
  readonly queues: WanQueues;
  readonly keeper: StateKeeper;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  readonly telemetry: Telemetry;
}

/**
 * One WAN's loop: every interval it takes what the probes have delivered, asks the law, and hands on what it
 * wants. It waits for nothing: measuring, writing to the router and saving go on beside it.
 */
export class ControlLoop {
  readonly #parts: ControlLoopParts;
  #state: unknown;
  #cancelTimer: CancelTimer = () => {};
  readonly #told = new Map<Probe, ProbeHealth['state']>();
  #engine = 'none';
  #savedBps: PerDirection<number | null> = { download: null, upload: null };

  constructor(parts: ControlLoopParts) {
    this.#parts = parts;
    this.#state = parts.assessor.initial();
  }

  /** Restores the saved state, starts the probes and then ticks every interval. Rejects when a probe cannot start. */
  async start(): Promise<void> {
    await this.prepare();
    const { intervalMs } = this.#parts.line;
    this.#parts.logger.info(`started, a decision every ${intervalMs / 1000} s`);
    const firstMs = Math.min(intervalMs, FIRST_TICK_MS);
    // A law that throws holds its own WAN's rates and harms nothing else.
    const fault = 'the law failed, rates are held';
    this.#cancelTimer = startTicking({ ...this.#parts, intervalMs, firstMs, fault }, () => this.tick());
  }

  /** All of `start` but the ticking, for a caller that ticks by itself. */
  async prepare(): Promise<void> {
    const { assessor, keeper, probes, inbox, queues } = this.#parts;
    this.#state = assessor.restore(await keeper.load());
    void queues.look();
    await Promise.all(probes.map((probe) => probe.start(inbox.accept)));
  }

  /** Stops ticking and probing, gives a router call under way half a second to end, and saves the state. */
  async stop(): Promise<void> {
    const { probes, queues, keeper, clock, logger } = this.#parts;
    this.#cancelTimer();
    await Promise.all(probes.map((probe) => probe.stop()));
    await atMost(clock, LAST_WRITE_MS, queues.settled());
    this.#offerState();
    await keeper.flush();
    logger.info('stopped');
  }

  /** One turn: sample to router write, on one screen. */
  tick(): void {
    const { line, probes, inbox, assessor, queues, clock, events, telemetry } = this.#parts;
    const startedMs = clock.now();

    const pending = probes.flatMap((probe) => probe.pending?.() ?? []);
    const observation = inbox.take(startedMs, pending, queues.acceptedBps);
    const assessingMs = clock.now();
    const { state, assessment } = assessor.assess(this.#state, observation);
    telemetry.record('assess', clock.now() - assessingMs);
    this.#state = state;
    if (assessment) {
      queues.want({ download: assessment.download.rateBps, upload: assessment.upload.rateBps });
    }
    this.#offerState();
    events.emit('tick', { wan: line.wanName, atMs: startedMs, observation, assessment });

    for (const probe of probes) this.#watch(probe);
    this.#recordMeasuring(observation);
    telemetry.record('tick', clock.now() - startedMs);
  }

  /** A limit that the router has newly accepted is saved at once, all else in its own time. */
  #offerState(): void {
    const { assessor, queues, keeper } = this.#parts;
    const { download, upload } = queues.acceptedBps;
    const urgent = download !== this.#savedBps.download || upload !== this.#savedBps.upload;
    this.#savedBps = { download, upload };
    keeper.offer(() => wanDocument(assessor.persist(this.#state), queues.acceptedBps), urgent);
  }

  /** Tells when a probe's state changes; what is wrong with counters, their probe says itself. */
  #watch(probe: Probe): void {
    const { line, logger, events } = this.#parts;
    const health = probe.health();
    if (probe.measures === 'rtt') this.#engine = health.engine;
    if (health.state === (this.#told.get(probe) ?? 'starting')) return;
    this.#told.set(probe, health.state);
    events.emit('measurement', { wan: line.wanName, measures: probe.measures, health });
    if (probe.measures !== 'rtt') return;
    const text = `measurement is ${health.state}${health.detail && `: ${health.detail}`}`;
    if (health.state === 'healthy' || health.state === 'starting') logger.info(text);
    else logger.warn(text);
  }

  #recordMeasuring({ rtt, nowMs }: Observation): void {
    const newest = rtt.findLast((sample) => sample.rttMs !== null);
    if (!newest || newest.rttMs === null) return;
    this.#parts.telemetry.record(`measure.${nameOf(this.#engine)}`, newest.rttMs);
    this.#parts.telemetry.record('sample-age', nowMs - newest.sentAtMs - newest.rttMs);
  }
}

/** E.g. `icmp socket` of `icmp socket (raw), kernel timestamps`. */
function nameOf(engine: string): string {
  return engine.replace(/ ?[(,].*/, '');
}
