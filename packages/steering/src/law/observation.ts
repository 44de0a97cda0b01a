import type { ProbeHealth, Reason, RuleState, Zone } from '@wanctl/core';

/** How the primary feels to steering. */
export type Congestion = 'GREEN' | 'YELLOW' | 'RED';

/** What a WAN's own loop says about it; null: not known, or too old. */
export interface WanHealth {
  /** The worse of its two directions. */
  readonly zone: Zone | null;
  readonly measurement: ProbeHealth['state'] | null;
}

/** A WAN that may take over, and the rule that sends new connections there. */
export interface AlternateHealth extends WanHealth {
  readonly wan: string;
  readonly rule: RuleState;
}

/** All that steering knows at one tick. */
export interface SteeringObservation {
  /** Monotonic time of the tick, ms. */
  readonly nowMs: number;
  /** The primary's baseline, ms; null: none to be had. */
  readonly baselineMs: number | null;
  /** The primary's RTT since the previous observation, ms; null: no fresh sample. */
  readonly rttMs: number | null;
  /** Packets that its download queue dropped since then; null: the router does not count them, or was not read. */
  readonly drops: number | null;
  /** Packets in that queue; null: the router could not be read. */
  readonly queuedPackets: number | null;
  readonly primary: WanHealth;
  /** In order of preference. */
  readonly alternates: readonly AlternateHealth[];
}

/** New connections go somewhere else; null stands for the primary. */
export interface Transition {
  readonly from: string | null;
  readonly to: string | null;
  /** `reconciled`: found so at start; `foreign`: somebody else has toggled a rule. */
  readonly cause: 'decided' | 'reconciled' | 'foreign';
  /** Samples counted when it was decided. */
  readonly badCount: number;
  readonly goodCount: number;
}

/** The figures of one judged tick. */
export interface SteeringFigures {
  readonly rttMs: number;
  readonly baselineMs: number;
  readonly deltaMs: number;
  /** Smoothed, unless delay alone is judged. */
  readonly deltaEwmaMs: number;
  readonly drops: number;
  readonly queuedPackets: number;
}

/** What steering makes of an observation. */
export interface SteeringVerdict {
  readonly congestion: Congestion;
  /** The alternate that takes new connections now, and the one that should; null: the primary. */
  readonly target: string | null;
  readonly wanted: string | null;
  /** Rules are left as they are, because somebody else has toggled one. */
  readonly handsOff: boolean;
  readonly transition: Transition | null;
  /** Null when nothing was measured. */
  readonly figures: SteeringFigures | null;
  readonly reason: Reason;
}
