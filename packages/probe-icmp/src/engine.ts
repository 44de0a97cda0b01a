/** One host to probe, with the address that its name stands for. */
export interface Target {
  /** The host as configured. */
  readonly host: string;
  /** IPv4 or IPv6 address in text form. */
  readonly address: string;
  /** When its first probe leaves, ms after the start: spreads hosts over the interval. */
  readonly offsetMs: number;
  /** Time between two probes to it, ms. */
  readonly intervalMs: number;
}

/** What probes are bound to, so that they leave by one WAN of several. */
export interface Binding {
  /** Address that they come from; its family is that of all targets. */
  readonly source: string | undefined;
  /** Name of the interface that they leave by (SO_BINDTODEVICE, man 7 socket). */
  readonly device: string | undefined;
}

/** What an engine is to do. */
export interface Plan {
  readonly targets: readonly Target[];
  /** After this many ms an answer no longer matters. */
  readonly timeoutMs: number;
  readonly binding: Binding;
  /** TCP ports to try; at least one. */
  readonly ports: readonly number[];
}

/**
 * What became of one probe. `sent` comes before the others, at once or as soon as it is known or to be expected;
 * `answered` and `rejected` (its RTT cannot be true) are final. Loss is not told: it is the absence of both.
 */
export type ProbeEvent =
  | (ProbeId & { readonly kind: 'sent'; readonly sentAtMs: number })
  | (ProbeId & { readonly kind: 'answered'; readonly sentAtMs: number; readonly rttMs: number })
  | (ProbeId & { readonly kind: 'rejected' });

interface ProbeId {
  readonly host: string;
  /** Unique among the probes to this host that are under way. */
  readonly sequence: number;
}

/** Takes events. It returns at once and never throws. */
export type EventSink = (event: ProbeEvent) => void;

/** A way to probe hosts. Times are on the clock's monotonic scale. It may start again after a stop. */
export interface Engine {
  /** How it measures, for people; exact while started. */
  describe(): string;
  /** What is wrong at present, one clause for people; empty when nothing is known to be. */
  problem(): string;
  /** Begins to probe. Rejects when this machine does not let it. */
  start(plan: Plan, emit: EventSink): Promise<void>;
  /** Ends it and frees sockets and child processes. Safe to call twice. */
  stop(): Promise<void>;
}
