import { type CancelTimer, type Clock, type Logger, messageOf } from '@wanctl/core';
import type { Engine, EventSink, Plan, ProbeEvent } from '../engine.js';
import { every } from '../every.js';

/** After so long without an answer to ICMP, ms, it is worth a try whether TCP gets one. */
const PATIENCE_MS = 15_000;
/** The engine that is not in use tries each host this often, ms. */
const TRIAL_MS = 30_000;
/** So many answers to it make it take over. */
const ANSWERS_TO_TAKE_OVER = 3;

/**
 * ICMP as long as it is answered; TCP while only that is: some networks filter ICMP. What the other engine hears is
 * not told until it takes over.
 */
export class UnlessFiltered implements Engine {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #icmp: Engine;
  readonly #tcp: Engine;
  #current: Engine;
  #trialAnswers = 0;
  #isTrying = false;
  #isRunning = false;
  #answeredAtMs = 0;
  #emit: EventSink = () => {};
  #cancelWatch: CancelTimer = () => {};
  /** Starts and stops run one after another. */
  #steps: Promise<void> = Promise.resolve();

  constructor(clock: Clock, logger: Logger, icmp: Engine, tcp: Engine) {
    this.#clock = clock;
    this.#logger = logger;
    this.#icmp = icmp;
    this.#tcp = tcp;
    this.#current = icmp;
  }

  describe(): string {
    return this.#current.describe();
  }

  problem(): string {
    return this.#current.problem();
  }

  async start(plan: Plan, emit: EventSink): Promise<void> {
    this.#isRunning = true;
    this.#emit = emit;
    this.#answeredAtMs = this.#clock.now();
    this.#cancelWatch = every(this.#clock, PATIENCE_MS, PATIENCE_MS, () => this.#watch(plan));
    await this.#queue(() => this.#run(plan));
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelWatch();
    await this.#queue(() => this.#stopBoth());
  }

  #watch(plan: Plan): void {
    const silentMs = this.#clock.now() - this.#answeredAtMs;
    if (this.#isTrying || silentMs < PATIENCE_MS) return;
    this.#isTrying = true;
    this.#inBackground(() => this.#start(this.#tcp, trialOf(plan), plan));
  }

  #hear(engine: Engine, plan: Plan, event: ProbeEvent): void {
    if (!this.#isRunning) return;
    if (engine === this.#current) {
      if (event.kind === 'answered') this.#noteAnswer();
      this.#emit(event);
    } else if (event.kind === 'answered') {
      this.#trialAnswers += 1;
      if (this.#trialAnswers === ANSWERS_TO_TAKE_OVER) this.#takeOver(engine, plan);
    }
  }

  /** ICMP that is answered needs no trial of TCP. */
  #noteAnswer(): void {
    this.#answeredAtMs = this.#clock.now();
    if (this.#current !== this.#icmp || !this.#isTrying) return;
    this.#isTrying = false;
    this.#trialAnswers = 0;
    this.#inBackground(() => this.#tcp.stop());
  }

  #takeOver(engine: Engine, plan: Plan): void {
    this.#current = engine;
    const isBack = engine === this.#icmp;
    if (isBack) this.#logger.info('ICMP is answered again: measuring RTT by it');
    else this.#logger.warn('ICMP is not answered but TCP is: measuring TCP connect time, degraded');
    this.#inBackground(() => this.#run(plan));
  }

  async #run(plan: Plan): Promise<void> {
    await this.#stopBoth();
    this.#trialAnswers = 0;
    this.#isTrying = this.#current === this.#tcp;
    if (this.#isTrying) await this.#start(this.#icmp, trialOf(plan), plan);
    await this.#start(this.#current, plan, plan);
  }

  async #start(engine: Engine, own: Plan, plan: Plan): Promise<void> {
    if (this.#isRunning) await engine.start(own, (event) => this.#hear(engine, plan, event));
  }

  async #stopBoth(): Promise<void> {
    await Promise.all([this.#icmp.stop(), this.#tcp.stop()]);
  }

  #queue(step: () => Promise<void>): Promise<void> {
    const done = this.#steps.then(step);
    this.#steps = done.catch(() => {});
    return done;
  }

  /** A trial that cannot begin is a trial without an answer. */
  #inBackground(step: () => Promise<void>): void {
    this.#queue(step).catch((error) => this.#logger.debug(`switching engines: ${messageOf(error)}`));
  }
}

function trialOf(plan: Plan): Plan {
  return { ...plan, targets: plan.targets.map((target) => ({ ...target, intervalMs: TRIAL_MS })) };
}
