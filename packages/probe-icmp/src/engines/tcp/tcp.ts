import type { CancelTimer, Clock } from '@wanctl/core';
import type { Engine, EventSink, Plan, Target } from '../../engine.js';
import { every } from '../../every.js';
import { loadLibc } from '../libc.js';
import type { CallEnd, Dial } from './dial.js';
import { kernelDial } from './kernel-dial.js';
import { nodeDial } from './node-dial.js';

/** How to dial on this machine, and how that measures, for people. */
export interface Dialing {
  readonly dial: Dial;
  readonly stamps: string;
}

/** By the kernel where koffi loads, else by Node. */
async function bestDialing(): Promise<Dialing> {
  return loadLibc().then(
    (libc) => ({ dial: kernelDial(libc), stamps: 'kernel timestamps' }),
    () => ({ dial: nodeDial, stamps: 'only while the event loop is idle' }),
  );
}

/**
 * Measures how long TCP takes to connect, which hosts and networks answer that filter ICMP. A host is tried on the
 * first port until that gives no answer, then on the next.
 */
export class TcpEngine implements Engine {
  readonly #clock: Clock;
  readonly #find: () => Promise<Dialing>;
  readonly #portTurns = new Map<string, number>();
  /** By address. */
  readonly #problems = new Map<string, string>();
  readonly #hangUps = new Set<() => void>();
  #timers: CancelTimer[] = [];
  #nextSequence = 0;
  #stamps = '';

  constructor(clock: Clock, find = bestDialing) {
    this.#clock = clock;
    this.#find = find;
  }

  describe(): string {
    return ['TCP connect time', this.#stamps].filter(Boolean).join(', ');
  }

  problem(): string {
    return [...this.#problems.values()][0] ?? '';
  }

  async start(plan: Plan, emit: EventSink): Promise<void> {
    const { dial, stamps } = await this.#find();
    this.#stamps = stamps;
    this.#timers = plan.targets.map((target) =>
      every(this.#clock, target.offsetMs, target.intervalMs, () => this.#call(dial, target, plan, emit)),
    );
  }

  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel();
    for (const hangUp of [...this.#hangUps]) hangUp();
    this.#timers = [];
    this.#problems.clear();
  }

  #call(dial: Dial, { host, address }: Target, { timeoutMs, binding, ports }: Plan, emit: EventSink): void {
    const turn = this.#portTurns.get(address) ?? 0;
    const port = ports[turn % ports.length] ?? 0;
    const id = { host, sequence: this.#nextSequence };
    this.#nextSequence += 1;
    const sentAtMs = this.#clock.now();
    emit({ kind: 'sent', ...id, sentAtMs });
    let over = () => {};
    const hangUp = dial({ address, port, binding }, (end) => {
      over();
      this.#note(address, port, end);
      if ('problem' in end) this.#portTurns.set(address, turn + 1);
      else if (end.rttMs === null) emit({ kind: 'rejected', ...id });
      else emit({ kind: 'answered', ...id, sentAtMs, rttMs: end.rttMs });
    });
    over = this.#limit(timeoutMs, hangUp, () => this.#portTurns.set(address, turn + 1));
  }

  /** Hangs up when time is out or the engine stops; the returned function says that the call is over. */
  #limit(timeoutMs: number, hangUp: () => void, onTimeout: () => void): () => void {
    const end = () => {
      cancel();
      hangUp();
      this.#hangUps.delete(end);
    };
    const cancel = this.#clock.schedule(() => {
      end();
      onTimeout();
    }, timeoutMs);
    this.#hangUps.add(end);
    return end;
  }

  #note(address: string, port: number, end: CallEnd): void {
    if ('problem' in end)
      this.#problems.set(address, `cannot connect to ${address} port ${port}: ${end.problem}`);
    else this.#problems.delete(address);
  }
}
