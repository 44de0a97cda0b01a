import { connect, type Socket } from 'node:net';
import {
  type CancelTimer,
  CLOCK,
  type Clock,
  inject,
  LINE,
  type LineSettings,
  OPTIONS,
  type PendingProbe,
  type Probe,
  type ProbeHealth,
  type SampleSink,
} from '@wanctl/core';
import type { ExampleProbeOptions } from './options.js';

/** Round-trip times by how long TCP takes to connect: a SYN there, a SYN-ACK back. */
export class ExampleProbe implements Probe {
  readonly measures = 'rtt';
  readonly #pending = new Map<Socket, PendingProbe>();
  /** Whether each reflector that has been tried answered the last time. */
  readonly #answers = new Map<string, boolean>();
  #sequence = 0;
  #cancelNext: CancelTimer = () => {};

  constructor(
    @inject(OPTIONS) private readonly options: ExampleProbeOptions,
    @inject(LINE) private readonly line: Pick<LineSettings, 'reflectors'>,
    @inject(CLOCK) private readonly clock: Clock,
  ) {}

  async start(sink: SampleSink): Promise<void> {
    this.#cancelNext = this.clock.schedule(() => {
      void this.start(sink);
    }, this.options.interval_ms);
    const { reflectors } = this.line;
    const source = reflectors[this.#sequence % reflectors.length];
    if (source !== undefined) this.#measure(source, sink);
  }

  async stop(): Promise<void> {
    this.#cancelNext();
    for (const socket of this.#pending.keys()) socket.destroy();
    this.#pending.clear();
  }

  health(): ProbeHealth {
    const engine = `TCP connect to port ${this.options.port}`;
    const silent = [...this.#answers].flatMap(([source, isAnswered]) => (isAnswered ? [] : [source]));
    if (this.#answers.size === 0) return { state: 'starting', engine, detail: '' };
    if (silent.length === 0) return { state: 'healthy', engine, detail: '' };
    const state = silent.length < this.#answers.size ? 'reduced' : 'collapsed';
    return { state, engine, detail: `no answer from ${silent.join(', ')}` };
  }

  pending(): readonly PendingProbe[] {
    return [...this.#pending.values()];
  }

  #measure(source: string, sink: SampleSink): void {
    const sentAtMs = this.clock.now();
    const sequence = this.#sequence++;
    const socket = connect({ host: source, port: this.options.port });
    const settle = (rttMs: number | null) => {
      if (!this.#pending.delete(socket)) return;
      socket.destroy();
      this.#answers.set(source, rttMs !== null);
      sink({ kind: 'rtt', source, sequence, sentAtMs, rttMs });
    };
    this.#pending.set(socket, { source, sentAtMs });
    socket.once('connect', () => settle(this.clock.now() - sentAtMs));
    // Refused is no answer: a firewall on the way may refuse in the place of the reflector.
    socket.once('error', () => settle(null));
    socket.once(
      'close',
      this.clock.schedule(() => settle(null), this.options.timeout_ms),
    );
  }
}
