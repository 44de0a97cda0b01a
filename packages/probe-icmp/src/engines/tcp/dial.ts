import type { Binding } from '../../engine.js';

/** Where to connect, and from where. */
export interface Call {
  readonly address: string;
  readonly port: number;
  readonly binding: Binding;
}

/**
 * How a connection attempt ended. A refusal is an answer like any other. `rttMs` is null when the host answered but
 * the time it took is not known well enough.
 */
export type CallEnd = { readonly rttMs: number | null } | { readonly problem: string };

/** Connects, tells how it ended, at most once, and closes; the returned function gives up. */
export type Dial = (call: Call, onEnd: (end: CallEnd) => void) => () => void;
