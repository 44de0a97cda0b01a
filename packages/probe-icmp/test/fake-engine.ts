import type { Engine, EventSink, Plan } from '../src/engine.js';

/** An engine whose events the test makes. */
export class FakeEngine implements Engine {
  readonly plans: Plan[] = [];
  running = false;
  trouble = '';
  startError: Error | undefined;
  #emit: EventSink = () => {};

  describe(): string {
    return 'fake engine';
  }

  problem(): string {
    return this.trouble;
  }

  async start(plan: Plan, emit: EventSink): Promise<void> {
    await Promise.resolve();
    if (this.startError) throw this.startError;
    this.plans.push(plan);
    this.running = true;
    this.#emit = emit;
  }

  async stop(): Promise<void> {
    this.running = false;
  }

  sent(host: string, sequence: number, sentAtMs: number): void {
    this.#emit({ kind: 'sent', host, sequence, sentAtMs });
  }

  answered(host: string, sequence: number, sentAtMs: number, rttMs: number): void {
    this.#emit({ kind: 'answered', host, sequence, sentAtMs, rttMs });
  }
}
