import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  type CancelTimer,
  CLOCK,
  type Clock,
  inject,
  messageOf,
  OPTIONS,
  type PendingProbe,
  type Probe,
  type ProbeHealth,
  type SampleSink,
  WanctlError,
} from '@wanctl/core';
import type { SimEchoOptions } from './options.js';

interface Flight extends PendingProbe {
  readonly giveUp: CancelTimer;
}

// So many losses in a row make a target silent; a single one is what any line does. Before the first answer
// one is enough.
const SILENT_AFTER = 3;

/** Probes reflectors over UDP, one after another at even distances. The datagram is the sequence number. */
export class SimEchoProbe implements Probe {
  readonly measures = 'rtt';
  readonly #flights = new Map<number, Flight>();
  // Losses in a row by target; absent until its first probe has been answered or lost.
  readonly #losses = new Map<string, number>();
  #sequence = 0;
  #socket: Socket | undefined;
  #stopSending: CancelTimer = () => {};

  constructor(
    @inject(OPTIONS) private readonly options: SimEchoOptions,
    @inject(CLOCK) private readonly clock: Clock,
  ) {}

  async start(sink: SampleSink): Promise<void> {
    const socket = createSocket('udp4');
    this.#socket = socket;
    socket.on('message', (datagram) => this.#answered(datagram, sink));
    try {
      socket.bind();
      await once(socket, 'listening');
    } catch (error) {
      throw new WanctlError('ERR_PROBE_START', `sim-echo: cannot open a UDP socket: ${messageOf(error)}`);
    }
    socket.on('error', () => {});
    this.#sendAt(this.clock.now(), socket, sink);
  }

  async stop(): Promise<void> {
    this.#stopSending();
    for (const { giveUp } of this.#flights.values()) giveUp();
    this.#flights.clear();
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }

  health(): ProbeHealth {
    const { targets } = this.options;
    const engine = 'UDP echo';
    if (this.#losses.size === 0) return { state: 'starting', engine, detail: 'no answer yet' };
    const silent = targets.filter((target) => (this.#losses.get(target) ?? 0) >= SILENT_AFTER);
    if (silent.length === 0) return { state: 'healthy', engine, detail: '' };
    const state = silent.length === targets.length ? 'collapsed' : 'reduced';
    return { state, engine, detail: `no answer from ${silent.join(', ')}` };
  }

  pending(): readonly PendingProbe[] {
    return [...this.#flights.values()].map(({ source, sentAtMs }) => ({ source, sentAtMs }));
  }

  #sendAt(dueMs: number, socket: Socket, sink: SampleSink): void {
    this.#stopSending = this.clock.schedule(() => {
      const sentAtMs = this.clock.now();
      this.#send(socket, sink, sentAtMs);
      const spacingMs = this.options.interval_ms / this.options.targets.length;
      // Turns that were missed are not made up for, so that probes never go out in a burst.
      const nextMs = dueMs + spacingMs;
      this.#sendAt(nextMs > sentAtMs ? nextMs : sentAtMs + spacingMs, socket, sink);
    }, dueMs - this.clock.now());
  }

  #send(socket: Socket, sink: SampleSink, sentAtMs: number): void {
    const { targets, timeout_ms } = this.options;
    const sequence = this.#sequence;
    this.#sequence += 1;
    const source = targets[sequence % targets.length] ?? '';
    const giveUp = this.clock.schedule(() => this.#settle(sequence, null, sink), timeout_ms);
    this.#flights.set(sequence, { source, sentAtMs, giveUp });
    const [host, port] = source.split(':');
    // An error is a probe without an answer: it will be lost.
    socket.send(String(sequence), Number(port), host, () => {});
  }

  #answered(datagram: Buffer, sink: SampleSink): void {
    const sequence = Number(datagram.toString());
    const flight = this.#flights.get(sequence);
    if (flight) this.#settle(sequence, this.clock.now() - flight.sentAtMs, sink);
  }

  #settle(sequence: number, rttMs: number | null, sink: SampleSink): void {
    const flight = this.#flights.get(sequence);
    if (!flight) return;
    const { source, sentAtMs, giveUp } = flight;
    giveUp();
    this.#flights.delete(sequence);
    const losses = this.#losses.get(source) ?? SILENT_AFTER - 1;
    this.#losses.set(source, rttMs === null ? losses + 1 : 0);
    sink({ kind: 'rtt', source, sequence, sentAtMs, rttMs });
  }
}
