import {
  atMost,
  type CancelTimer,
  type Clock,
  type Events,
  type Logger,
  type StateKeeper,
  startTicking,
  type Telemetry,
} from '@wanctl/core';
import type { SteeringObservation, SteeringVerdict } from '../law/observation.js';
import { stateName } from '../law/saved-state.js';
import type { SteeringAssessor } from '../law/steering-assessor.js';
import type { SteeringState } from '../law/steering-state.js';
import type { SteeringSignals } from '../signals/steering-signals.js';
import type { Rules } from './rules.js';
import type { SteeringHealth } from './steering-health.js';
import type { SteeringLog } from './steering-log.js';
import { Transitions } from './transitions.js';

/** What a steering loop connects. */
export interface SteeringLoopParts {
  /** Tag of its events. */
  readonly name: string;
  readonly primaryWan: string;
  readonly intervalMs: number;
  readonly signals: SteeringSignals;
  readonly law: SteeringAssessor;
  readonly rules: Rules;
  readonly keeper: StateKeeper;
  readonly log: SteeringLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly events: Events;
  readonly telemetry: Telemetry;
}

/**
 * Steers new connections: every interval it takes what is known of the WANs, asks the law, and hands on what it wants.
 * It waits for nothing: measuring, the router's rules and saving go on beside it.
 */
export class SteeringLoop {
  readonly #parts: SteeringLoopParts;
  readonly #transitions: Transitions;
  #state: SteeringState;
  #verdict: SteeringVerdict | null = null;
  #toldEvent = '';
  /** Null until it ticks. */
  #cancelTimer: CancelTimer | null = null;

  constructor(parts: SteeringLoopParts) {
    this.#parts = parts;
    this.#transitions = new Transitions(parts.primaryWan);
    this.#state = parts.law.initial();
  }

  /**
   * Listens at once to the WANs' loops, restores the saved state, reads the rules, starts measuring and then ticks every
   * interval. Rejects when a probe cannot measure.
   */
  async start(): Promise<void> {
    await this.#prepare();
    const { intervalMs, signals, rules, clock, logger } = this.#parts;
    logger.info(`started, a decision every ${intervalMs / 1000} s`);
    const fault = 'steering failed, rules are left as they are';
    this.#cancelTimer = startTicking({ ...this.#parts, firstMs: intervalMs, fault }, () => {
      this.#turn(signals.take(clock.now(), rules.seen));
      signals.tell();
    });
  }

  /**
   * One turn for a process that does nothing else: measures so many RTTs, but no longer than `limitMs`, decides, waits
   * for the router and follows what it has then. True when there was something to judge by and the rules are as wanted.
   */
  async once(rtts: number, limitMs: number): Promise<boolean> {
    const { signals, rules, clock, logger } = this.#parts;
    await this.#prepare();
    await atMost(clock, limitMs, signals.gathered(rtts));
    await rules.settled();
    this.#turn(signals.take(clock.now(), rules.seen));
    await rules.settled();
    const after = signals.take(clock.now(), rules.seen);
    this.#turn({ ...after, rttMs: null, primary: { zone: null, measurement: null } });
    const isJudged = this.#state.judgedAtMs !== null;
    if (!isJudged) logger.error(`nothing to judge by: ${this.#whatIsMissing()}`);
    return isJudged && rules.areSettled;
  }

  /** Restores the saved state, looks at rules and WANs, and measures. */
  async #prepare(): Promise<void> {
    const { law, keeper, signals, rules } = this.#parts;
    const listening = signals.listen();
    const saved = await keeper.load();
    this.#state = law.restore(saved);
    this.#transitions.restore(saved['transitions']);
    rules.resume(this.#state.target);
    rules.look();
    await Promise.all([listening, signals.measure(saved['queue_counters'])]);
  }

  /** One turn: signals to rules, on one screen. */
  #turn(observation: SteeringObservation): void {
    const { law, rules, log, clock, telemetry } = this.#parts;
    const startedMs = clock.now();

    const { congestion } = this.#state;
    const { state, assessment } = law.assess(this.#state, observation);
    this.#state = state;
    if (assessment) {
      this.#verdict = assessment;
      rules.bring(assessment);
      if (assessment.transition) this.#transitions.add(assessment.transition, clock.wall());
      log.tick(state, assessment, congestion);
      this.#tell(startedMs, assessment);
    }
    rules.drive();
    this.#offerState(assessment?.transition != null);

    telemetry.record('steering', clock.now() - startedMs);
  }

  /** Stops ticking and measuring, and saves the state; the rules stay as they are. */
  async stop(): Promise<void> {
    const { signals, keeper, logger } = this.#parts;
    this.#cancelTimer?.();
    await signals.stop();
    this.#offerState(true);
    await keeper.flush();
    if (this.#cancelTimer) logger.info('stopped');
  }

  /**
   * Forgets all that was learned, disables the rules and saves that; keys of others in the state file survive. True
   * when the rules are seen disabled.
   */
  async reset(): Promise<boolean> {
    const { law, keeper, rules } = this.#parts;
    await keeper.load();
    this.#state = law.initial();
    this.#transitions.restore([]);
    rules.look();
    await rules.settled();
    rules.bring({ wanted: null, handsOff: false });
    await rules.settled();
    this.#offerState(true);
    await keeper.flush();
    return rules.areSettled;
  }

  /** How steering stands. */
  health(): SteeringHealth {
    const { signals, rules, primaryWan, clock } = this.#parts;
    const [primary, ...alternates] = signals.reports(clock.now());
    const { target, congestion, tickedAtMs, staySec, handsOffSec, movesLeft } = this.#state;
    return {
      state: stateName(primaryWan, target),
      on: target ?? primaryWan,
      wanted: (this.#verdict ? this.#verdict.wanted : target) ?? primaryWan,
      congestion,
      tickedAtMs,
      reason: this.#verdict?.reason ?? null,
      signals: signals.describe(),
      faults: rules.faults(),
      primary: { ...primary, wan: primaryWan },
      alternates: alternates.map((one, index) => ({ ...one, rule: rules.seen[index] ?? 'unknown' })),
      staySec,
      handsOffSec,
      movesLeft,
    };
  }

  #whatIsMissing(): string {
    const { primaryWan, signals } = this.#parts;
    const { baselineMs } = this.#state;
    return baselineMs === null ? `no baseline of ${primaryWan}, does its wanctl run?` : signals.describe();
  }

  #tell(atMs: number, { target, wanted, reason }: SteeringVerdict): void {
    const { name, primaryWan, events } = this.#parts;
    const key = [target, wanted, reason.code].join();
    if (key === this.#toldEvent) return;
    this.#toldEvent = key;
    events.emit('steering', { name, atMs, on: target ?? primaryWan, wanted: wanted ?? primaryWan, reason });
  }

  #offerState(urgent: boolean): void {
    const { law, keeper, signals } = this.#parts;
    const document = () => ({
      ...law.persist(this.#state),
      ...this.#transitions.persist(),
      queue_counters: signals.persist(),
    });
    keeper.offer(document, urgent);
  }
}
