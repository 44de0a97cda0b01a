import type { JsonObject } from './json.js';
import type { CounterSample, PendingProbe, RttSample } from './probe.js';

/** How the line feels, from best to worst. */
export type Zone = 'GREEN' | 'YELLOW' | 'SOFT_RED' | 'RED';

/** A way through the line, seen from inside. */
export type Direction = 'download' | 'upload';

/** One value per direction. */
export interface PerDirection<T> {
  readonly download: T;
  readonly upload: T;
}

/** All that is known at one tick. */
export interface Observation {
  /** Monotonic time of the tick, ms. */
  readonly nowMs: number;
  /** RTT samples that arrived since the previous observation, in order of arrival. Each appears once, ever. */
  readonly rtt: readonly RttSample[];
  /** Probes without an answer so far, oldest first. */
  readonly pending: readonly PendingProbe[];
  /** Counters that arrived since the previous observation, in order of arrival. */
  readonly counters: PerDirection<readonly CounterSample[]>;
  /** Rates that the router is known to have accepted, bit/s; null before the first. */
  readonly acceptedBps: PerDirection<number | null>;
}

/** Why a rate is what it is. */
export interface Reason {
  /** A stable word for programs, e.g. `red-backoff`. */
  readonly code: string;
  /** The same for people, with the numbers that decided. */
  readonly text: string;
  /** The same as data, as far as the law gives any: measurements, estimates, the limit that applied. */
  readonly evidence?: JsonObject;
}

/** A law's answer for one direction. */
export interface DirectionAssessment {
  readonly zone: Zone;
  /** Wanted shaper rate, bit/s, an integer. */
  readonly rateBps: number;
  readonly reason: Reason;
}

/** The delay figures behind an assessment, ms. */
export interface DelayFigures {
  readonly measuredMs: number;
  readonly baselineMs: number;
  /** Smoothed RTT. */
  readonly loadMs: number;
  /** Smoothed RTT over the baseline. */
  readonly deltaMs: number;
}

export interface Assessment extends PerDirection<DirectionAssessment> {
  /** Null when the assessment rests on the absence of measurements. */
  readonly delay: DelayFigures | null;
}

/** One turn of a law: what it will remember, and what it wants; null: nothing to judge by, leave all as it is. */
export interface Turn<State, Verdict = Assessment> {
  readonly state: State;
  readonly assessment: Verdict | null;
}

/**
 * A control law. Pure and deterministic: no clock, no I/O, no randomness; the same state and observation give
 * the same turn. State is immutable plain data, so that a restart, a replay and a test are the same thing. A law of
 * something else than a WAN's rates names what it has `Seen` and its own `Verdict`.
 */
export interface Assessor<State = unknown, Seen = Observation, Verdict = Assessment> {
  /** State of a line that nothing is known about. */
  initial(): State;
  /** State from what `persist` gave, any older shape of it, or junk: out-of-range values are clamped, never thrown. */
  restore(saved: JsonObject): State;
  /** The part of the state that survives a restart, as keys of its state document. */
  persist(state: State): JsonObject;
  /** Judges one observation: the state to go on with, and the assessment. Pure, at most 1 ms, never throws. */
  assess(state: State, observation: Seen): Turn<State, Verdict>;
}
