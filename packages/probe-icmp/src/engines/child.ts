import type { Clock } from '@wanctl/core';
import type { Engine, EventSink, Plan, Target } from '../engine.js';
import type { EchoLine } from '../parse/echo-line.js';
import { ForeignPace } from './foreign-pace.js';
import { type KeptChild, keepChild } from './kept-child.js';

/** A program that pings without end, and how to use it. */
export interface Pinger {
  readonly command: string;
  /** How it measures, for people. */
  readonly description: string;
  /** The processes to run for a plan. */
  runs(plan: Plan): readonly Run[];
  /** The answer in a line of its output; null for any other line. */
  parse(line: string): EchoLine | null;
}

/** One process of a pinger. */
export interface Run {
  readonly args: readonly string[];
  /** Whom it pings. */
  readonly targets: readonly Target[];
  /** When it starts, ms after the others. */
  readonly afterMs: number;
}

/** Leaves sending and timing to a program of its own process, which a busy event loop does not disturb. */
export class ChildEngine implements Engine {
  readonly #clock: Clock;
  readonly #pinger: Pinger;
  #children: KeptChild[] = [];
  #paces: ForeignPace[] = [];

  constructor(clock: Clock, pinger: Pinger) {
    this.#clock = clock;
    this.#pinger = pinger;
  }

  describe(): string {
    return this.#pinger.description;
  }

  problem(): string {
    return this.#children.map((child) => child.problem()).find(Boolean) ?? '';
  }

  async start(plan: Plan, emit: EventSink): Promise<void> {
    for (const { args, targets, afterMs } of this.#pinger.runs(plan)) {
      const paces = targets.map((target) => ({
        address: target.address,
        pace: new ForeignPace(this.#clock, target, emit),
      }));
      const onLine = (line: string) => {
        const answer = this.#pinger.parse(line);
        if (answer === null) return false;
        // Two hosts may stand for one address.
        for (const { address, pace } of paces) if (address === answer.address) pace.note(answer);
        return true;
      };
      this.#paces.push(...paces.map(({ pace }) => pace));
      this.#children.push(keepChild(this.#clock, { command: this.#pinger.command, args, afterMs, onLine }));
    }
  }

  async stop(): Promise<void> {
    for (const pace of this.#paces) pace.stop();
    const gone = this.#children.map((child) => child.stop());
    this.#paces = [];
    this.#children = [];
    await Promise.all(gone);
  }
}
