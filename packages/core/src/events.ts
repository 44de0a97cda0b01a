import type { Assessment, Direction, Observation, Reason } from './assessor.js';
import type { ProbeHealth, Sample } from './probe.js';
import type { TransportErrorKind } from './transport-error.js';

/** What happens in a running daemon. All times are monotonic milliseconds. */
export interface EventMap {
  /** A WAN's loop has turned, on what it saw; `assessment` is null when there was nothing fresh to judge by. */
  tick: {
    readonly wan: string;
    readonly atMs: number;
    readonly observation: Observation;
    readonly assessment: Assessment | null;
  };
  /** The router has accepted a new limit. */
  applied: {
    readonly wan: string;
    readonly direction: Direction;
    readonly rateBps: number;
    readonly tookMs: number;
  };
  /** The router has not accepted a limit. */
  'write-failed': {
    readonly wan: string;
    readonly direction: Direction;
    readonly rateBps: number;
    readonly error: TransportErrorKind;
  };
  /** A probe's state has changed. */
  measurement: { readonly wan: string; readonly measures: Sample['kind']; readonly health: ProbeHealth };
  /** New connections go somewhere else, or steering wants them to, or has given that up. */
  steering: {
    /** The steering's name. */
    readonly name: string;
    readonly atMs: number;
    /** The WAN that takes new connections now, and the one that is to. */
    readonly on: string;
    readonly wanted: string;
    readonly reason: Reason;
  };
}

type Listener<K extends keyof EventMap> = (event: EventMap[K]) => void;

/** Tells listeners what happened. Emitting returns at once; a listener that throws harms nobody else. */
export class Events {
  readonly #listeners = new Map<keyof EventMap, Set<Listener<never>>>();
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError: (error: unknown) => void = () => {}) {
    this.#onListenerError = onListenerError;
  }

  /** Calls `listener` for each event of that type from now on; the returned function ends it. */
  on<K extends keyof EventMap>(type: K, listener: Listener<K>): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Calls every listener of that event, in the order in which they came. */
  emit<K extends keyof EventMap>(type: K, event: EventMap[K]): void {
    for (const listener of this.#listeners.get(type) ?? []) {
      try {
        (listener as Listener<K>)(event);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
