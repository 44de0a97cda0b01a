import type { Zone } from '@wanctl/core';
import type { AdaptiveOptions } from './adaptive-options.js';
import { type DirectionLaw, within } from './direction-law.js';
import { type Meter, NEW_METER } from './polls.js';

/** Before anything that the monotonic clock shows, ms. */
export const NEVER = -1e12;

/** What a tick does with one direction. */
export type ActionCode = 'hold' | 'cut' | 'release' | 'raise' | 'idle' | 'not-ours' | 'outage';

/** What the law remembers of one direction. Times are monotonic, ms; rates in bit/s. */
export interface DirectionState {
  /** Wanted rate, an integer. */
  readonly rateBps: number;
  readonly zone: Zone;
  /** What the last tick did with it. */
  readonly code: ActionCode;
  readonly meter: Meter;
  /** When the rate was last changed, and since when the router has it; null while it has another. */
  readonly wantedAtMs: number;
  readonly inEffectAtMs: number | null;
  /** `drain`: cut to empty the line's buffer; `track`: at or under the capacity, or growing. */
  readonly phase: 'track' | 'drain';
  /** The capacity last found; null before the first. */
  readonly capacityBps: number | null;
  /** Share of it to rest at. */
  readonly restShare: number;
  /** How long to rest there before probing beyond it, and for how long it has rested with demand, s. */
  readonly plateauS: number;
  readonly restedS: number;
  /** The last cut: when, and at what delay. */
  readonly cutAtMs: number;
  readonly cutDelayMs: number;
  /** When the buffer should be empty. */
  readonly drainedAtMs: number;
  readonly raisedAtMs: number;
  /** When it last carried traffic that matters. */
  readonly busyAtMs: number;
  /** Writes saved up, below 0 when cuts have overdrawn them, and as of when. */
  readonly writes: number;
  readonly writesAtMs: number;
}

/** A direction that starts at a rate. */
export function startingAt(
  law: DirectionLaw,
  options: AdaptiveOptions,
  rateBps: number,
  capacityBps: number | null,
  zone: Zone,
): DirectionState {
  const never = {
    ...{ wantedAtMs: NEVER, raisedAtMs: NEVER, busyAtMs: NEVER, writesAtMs: NEVER },
    ...{ cutAtMs: NEVER, drainedAtMs: NEVER },
  };
  return {
    ...never,
    rateBps: within(law, rateBps),
    zone,
    code: 'hold',
    meter: NEW_METER,
    inEffectAtMs: null,
    phase: 'track',
    capacityBps,
    restShare: options.rest_share,
    plateauS: options.shortest_plateau_s,
    restedS: 0,
    cutDelayMs: 0,
    writes: options.writes_burst,
  };
}

/** True when the capacity has been found at the same place again and again. */
export function isSteady({ plateauS }: DirectionState, { shortest_plateau_s }: AdaptiveOptions): boolean {
  return plateauS > 1.5 * shortest_plateau_s;
}

/** The rate to come back to after a restart, bit/s: while draining, the one that the drain ends at. */
export function lastGoodBps({ phase, rateBps, restShare, capacityBps }: DirectionState): number {
  return phase === 'drain' ? Math.max(rateBps, Math.round(restShare * (capacityBps ?? 0))) : rateBps;
}
