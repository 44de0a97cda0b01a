import type { Faults, Reason, RuleState } from '@wanctl/core';
import type { Congestion } from '../law/observation.js';
import type { WanReport } from '../signals/wan-source.js';

/** A WAN as steering hears of it. */
export interface HeardWan extends WanReport {
  readonly wan: string;
}

/** How a steering stands, as plain data. */
export interface SteeringHealth {
  /** `<PRIMARY>_GOOD` or `<PRIMARY>_DEGRADED`. */
  readonly state: string;
  /** The WAN that takes new connections now, and the one that is to. */
  readonly on: string;
  readonly wanted: string;
  readonly congestion: Congestion;
  /** When it last decided, monotonic, ms; null before the first time. */
  readonly tickedAtMs: number | null;
  /** Why what is wanted is wanted; null before the first decision. */
  readonly reason: Reason | null;
  /** Which signals there are, for people. */
  readonly signals: string;
  /** Router calls about rules that failed. */
  readonly faults: Faults;
  readonly primary: HeardWan;
  /** In order of preference. */
  readonly alternates: readonly (HeardWan & { readonly rule: RuleState })[];
  /** Until the next change may be made, s. */
  readonly staySec: number;
  /** For how long rules are still left alone, s. */
  readonly handsOffSec: number;
  /** Moves that the budget still allows; fractions grow back. */
  readonly movesLeft: number;
}
