import {
  type CancelTimer,
  type Clock,
  type Events,
  type JsonObject,
  type Logger,
  messageOf,
  type StateKeeper,
  type Telemetry,
} from '@wanctl/core';
import type { SteeringVerdict } from '../law/observation.js';
import type { SteeringAssessor } from '../law/steering-assessor.js';
import type { SteeringState } from '../law/steering-state.js';
import type { SteeringSignals } from '../signals/steering-signals.js';
import type { Rules } from './rules.js';
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
  #toldFault = '';
  #nextAtMs = 0;
  #cancelTimer: CancelTimer = () => {};

  constructor(parts: SteeringLoopParts) {
    this.#parts = parts;
    this.#transitions = new Transitions(parts.primaryWan);
    this.#state = parts.law.initial();
  }

  /** Restores the saved state, reads the rules, starts measuring and then ticks every interval. */
  async start(): Promise<void> {
    await this.prepare();
    const { intervalMs, clock, logger } = this.#parts;
    logger.info(`started, a decision every ${intervalMs / 1000} s`);
    this.#nextAtMs = clock.now() + intervalMs;
    this.#arm();
  }

  /** All of `start` but the ticking, for a caller that ticks by itself. Rejects when a probe cannot measure. */
  async prepare(): Promise<void> {
    const { law, keeper, signals, rules } = this.#parts;
    const saved = await keeper.load();
    this.#state = law.restore(saved);
    this.#transitions.restore(saved['transitions']);
    rules.look();
    await signals.start();
  }

  /** One turn: signals to rules, on one screen. */
  tick(): void {
    const { signals, law, rules, log, clock, telemetry } = this.#parts;
    const startedMs = clock.now();

    const observation = signals.take(startedMs, rules.seen);
    const { state, assessment } = law.assess(this.#state, observation);
    this.#state = state;
    if (assessment) {
      this.#verdict = assessment;
      rules.bring(assessment);
      if (assessment.transition) this.#transitions.add(assessment.transition, clock.wall());
      log.tick(state, assessment);
      this.#tell(startedMs, assessment);
    }
    rules.drive();
    this.#offerState(assessment?.transition != null);

    telemetry.record('steering', clock.now() - startedMs);
  }

  /** Stops ticking and measuring, and saves the state; the rules stay as they are. */
  async stop(): Promise<void> {
    const { signals, keeper, logger } = this.#parts;
    this.#cancelTimer();
    await signals.stop();
    this.#offerState(true);
    await keeper.flush();
    logger.info('stopped');
  }

  /** Forgets all that was learned, disables the rules and saves that; keys of others in the state file survive. */
  async reset(): Promise<void> {
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
  }

  /** How steering stands, as plain data. */
  health(): JsonObject {
    const { signals, rules, primaryWan, clock } = this.#parts;
    const [primary, ...alternates] = signals.reports(clock.now());
    const { target, staySec, handsOffSec, movesLeft } = this.#state;
    return {
      state: target === null ? 'GOOD' : 'DEGRADED',
      on: target ?? primaryWan,
      wanted: (this.#verdict ? this.#verdict.wanted : target) ?? primaryWan,
      congestion: this.#state.congestion,
      reason: this.#verdict ? { ...this.#verdict.reason } : null,
      signals: signals.describe(),
      primary: { ...primary },
      alternates: alternates.map((one, index) => ({ ...one, rule: rules.seen[index] ?? 'unknown' })),
      staySec,
      handsOffSec,
      movesLeft,
    };
  }

  #tell(atMs: number, { target, wanted, reason }: SteeringVerdict): void {
    const { name, primaryWan, events } = this.#parts;
    const key = [target, wanted, reason.code].join();
    if (key === this.#toldEvent) return;
    this.#toldEvent = key;
    events.emit('steering', { name, atMs, on: target ?? primaryWan, wanted: wanted ?? primaryWan, reason });
  }

  #offerState(urgent: boolean): void {
    const { law, keeper } = this.#parts;
    keeper.offer(() => ({ ...law.persist(this.#state), ...this.#transitions.persist() }), urgent);
  }

  /** Ticks at fixed times, so that lateness does not add up; turns that were slept through are counted and skipped. */
  #arm(): void {
    const { clock, intervalMs, telemetry } = this.#parts;
    this.#cancelTimer = clock.schedule(() => {
      const missed = Math.floor(Math.max(0, clock.now() - this.#nextAtMs) / intervalMs);
      if (missed > 0) telemetry.count('steering.missed', missed);
      this.#nextAtMs += (missed + 1) * intervalMs;
      this.#arm();
      this.#guardedTick();
    }, this.#nextAtMs - clock.now());
  }

  /** A law that throws leaves the rules as they are. */
  #guardedTick(): void {
    try {
      this.tick();
    } catch (error) {
      this.#parts.telemetry.count('steering.failed');
      const message = messageOf(error);
      if (message !== this.#toldFault) {
        this.#parts.logger.error(`steering failed, rules are left as they are: ${message}`);
      }
      this.#toldFault = message;
    }
  }
}
