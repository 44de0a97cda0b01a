/** One answered or lost latency probe. */
export interface RttSample {
  readonly kind: 'rtt';
  /** The reflector's name as configured. */
  readonly source: string;
  /** Counts this probe's packets from 0, over all sources; gaps are allowed, repeats are not. */
  readonly sequence: number;
  /** When it was sent, on the clock's monotonic scale, ms. */
  readonly sentAtMs: number;
  /** Round-trip time in ms; null when no answer came in time. */
  readonly rttMs: number | null;
  /**
   * The way from the reflector and the way to it, ms, from a probe that can tell them apart. Either is off by what the
   * two clocks differ, maybe below 0: only its changes mean something.
   */
  readonly oneWayMs?: { readonly download: number; readonly upload: number };
}

/** Counters of one queue, as one read of the router gave them. */
export interface CounterSample {
  readonly kind: 'counters';
  /** The queue's name. */
  readonly source: string;
  readonly sequence: number;
  /** Middle of the request, on the clock's monotonic scale, ms. */
  readonly atMs: number;
  /** Cumulative since boot or reset. */
  readonly bytes: number;
  readonly packets: number;
  readonly dropped: number;
  /** In the queue at that moment. */
  readonly queuedBytes: number;
  readonly queuedPackets: number;
}

/** One measurement; it belongs to exactly one observation. */
export type Sample = RttSample | CounterSample;

/** A probe that has neither been answered nor given up. Its age is a lower bound of the delay. */
export interface PendingProbe {
  readonly source: string;
  readonly sentAtMs: number;
}

/** How well a probe measures. */
export interface ProbeHealth {
  /** `healthy`: all sources answer; `reduced`: some; `collapsed`: none. `starting` until one has or should have. */
  readonly state: 'starting' | 'healthy' | 'reduced' | 'collapsed';
  /** How it measures, for people, e.g. `icmp socket (raw), kernel timestamps`. */
  readonly engine: string;
  /** One clause that says what is wrong; empty when healthy. */
  readonly detail: string;
}

/** Takes samples. It returns at once and never throws. */
export type SampleSink = (sample: Sample) => void;

/**
 * Measures on its own account, in the background, until stopped. The control loop never waits for it: it takes
 * what has been delivered.
 */
export interface Probe {
  readonly measures: Sample['kind'];
  /** Begins to deliver. Rejects when it cannot measure at all on this machine, with what to do about it. */
  start(sink: SampleSink): Promise<void>;
  /** Ends delivery and frees sockets and child processes. Safe to call twice. */
  stop(): Promise<void>;
  /** How well it measures now, from memory: asked at every tick. */
  health(): ProbeHealth;
  /** Probes under way, oldest first. Absent where the notion does not apply. */
  pending?(): readonly PendingProbe[];
}
