import { type CancelTimer, type Clock, messageOf } from '@wanctl/core';
import type { Engine, EventSink, Plan, Target } from '../engine.js';
import { every } from '../every.js';
import type { Family } from '../packet.js';
import { type Departure, type IcmpSocket, openIcmpSocket, type Reply } from './icmp-socket.js';
import { type Libc, loadLibc } from './libc.js';
import { familyOf } from './socket-address.js';

type OpenSocket = (family: Family) => IcmpSocket;

interface Flight extends Departure {
  readonly host: string;
  readonly sentAtMs: number;
}

const SEQUENCES = 0x10000;
/** Answers to older probes are ignored. */
const FLIGHTS_KEPT = 4096;
/** What the calendar and the monotonic clock may differ by over one round trip. */
const CLOCK_SLACK_MS = 1;

/**
 * Sends from this process and takes the RTT from the calendar time right before the send to the kernel's receive
 * stamp, so that a busy event loop delays the news but not the figure.
 */
export class SocketEngine implements Engine {
  readonly #clock: Clock;
  readonly #load: () => Promise<Libc>;
  readonly #sockets = new Map<Family, IcmpSocket>();
  readonly #flights = new Map<number, Flight>();
  /** By address. */
  readonly #problems = new Map<string, string>();
  #timers: CancelTimer[] = [];
  #nextSequence = 0;
  #kind = 'not open';

  constructor(clock: Clock, load = loadLibc) {
    this.#clock = clock;
    this.#load = load;
  }

  describe(): string {
    return `icmp socket (${this.#kind}), kernel timestamps`;
  }

  problem(): string {
    return [...this.#problems.values()][0] ?? '';
  }

  async start({ targets, binding }: Plan, emit: EventSink): Promise<void> {
    const libc = await this.#load();
    const open = (family: Family) => openIcmpSocket(libc, family, binding);
    this.#timers = targets.map((target) =>
      every(this.#clock, target.offsetMs, target.intervalMs, () => this.#send(open, target, emit)),
    );
  }

  async stop(): Promise<void> {
    for (const cancel of this.#timers) cancel();
    for (const socket of this.#sockets.values()) socket.close();
    this.#timers = [];
    this.#sockets.clear();
    this.#flights.clear();
    this.#problems.clear();
  }

  #send(open: OpenSocket, { host, address }: Target, emit: EventSink): void {
    const sequence = this.#nextSequence;
    this.#nextSequence = (sequence + 1) % SEQUENCES;
    this.#flights.delete((sequence - FLIGHTS_KEPT + SEQUENCES) % SEQUENCES);
    const sentAtMs = this.#clock.now();
    emit({ kind: 'sent', host, sequence, sentAtMs });
    try {
      const departure = this.#socket(open, address, emit).send(address, sequence);
      this.#flights.set(sequence, { host, sentAtMs, ...departure });
      this.#problems.delete(address);
    } catch (error) {
      // It counts as sent: a line that takes no packet is a line that gives no answer.
      this.#problems.set(address, `cannot send to ${address}: ${messageOf(error)}`);
    }
  }

  /** Opened when first needed, so that a machine without IPv6 measures over IPv4 all the same. */
  #socket(open: OpenSocket, address: string, emit: EventSink): IcmpSocket {
    const family = familyOf(address);
    const known = this.#sockets.get(family);
    if (known) return known;
    const socket = open(family);
    this.#sockets.set(family, socket);
    this.#kind = socket.kind;
    socket.watch(() => {
      for (const reply of socket.drain()) this.#match(reply, emit);
    });
    return socket;
  }

  #match({ sequence, from, arrivedMs }: Reply, emit: EventSink): void {
    const flight = this.#flights.get(sequence);
    if (flight?.to !== from) return;
    this.#flights.delete(sequence);
    const { host, sentAtMs, departedMs } = flight;
    const rttMs = arrivedMs - departedMs;
    const mostMs = this.#clock.now() - sentAtMs + CLOCK_SLACK_MS;
    if (rttMs >= 0 && rttMs <= mostMs) emit({ kind: 'answered', host, sequence, sentAtMs, rttMs });
    else emit({ kind: 'rejected', host, sequence });
  }
}
