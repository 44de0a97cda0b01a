import type { DirectionLaw } from './direction-law.js';
import { type DirectionState, isSteady } from './direction-state.js';
import type { Evidence } from './judgement.js';
import type { Moment } from './moment.js';

/** A new capacity this near the old one is the same; this far away, another. Shares of the old one. */
const SAME = 0.08;
const ANOTHER = 0.15;
/** A wait at a capacity that proved right grows by this factor. */
const PLATEAU_GROWTH = 1.7;
/** Until a write takes effect, ms, and the longest that a drain is thought to take. */
const WRITE_MS = 25;
const LONGEST_DRAIN_MS = 600;

/** Shapes far below the capacity for as long as the line's buffer needs to empty. */
export function cut(
  before: DirectionState,
  evidence: Evidence,
  law: DirectionLaw,
  moment: Moment,
): DirectionState {
  const { options, nowMs } = moment;
  const entering = before.phase === 'track';
  const learned = entering ? learnFrom(before, evidence.capacityBps, law, moment) : before;
  const foundBps = (entering && learned.capacityBps) || evidence.capacityBps;
  const excessMs = evidence.delayMs - (isSteady(learned, options) ? 3 : 0);
  const share = Math.max(options.drain_share, learned.restShare - excessMs / options.drain_ms);
  const wantedBps = Math.max(law.floorBps, Math.min(foundBps * share, 0.97 * before.rateBps));
  return {
    ...learned,
    code: 'cut',
    phase: 'drain',
    rateBps: wantedBps,
    capacityBps: Math.max(law.floorBps, foundBps),
    restedS: 0,
    cutAtMs: nowMs,
    cutDelayMs: evidence.delayMs,
    drainedAtMs: nowMs + WRITE_MS + Math.min(LONGEST_DRAIN_MS, evidence.delayMs / Math.max(0.15, 1 - share)),
  };
}

/** How steady the line is, by where and how soon its capacity was met again. */
function learnFrom(
  before: DirectionState,
  capacityBps: number,
  law: DirectionLaw,
  { options }: Moment,
): DirectionState {
  const { shortest_plateau_s: shortestS, longest_plateau_s: longestS } = options;
  const knownBps = before.capacityBps;
  const away = knownBps === null ? Number.POSITIVE_INFINITY : Math.abs(capacityBps - knownBps) / knownBps;
  const moved = away > ANOTHER || before.rateBps <= 1.3 * law.floorBps;
  const again = !moved && away < SAME && before.restedS >= before.plateauS;
  const plateauS = moved
    ? shortestS
    : again
      ? Math.min(longestS, PLATEAU_GROWTH * before.plateauS)
      : before.plateauS;
  const steadiness = Math.min(1, plateauS - shortestS);
  const { rest_share: rest, steady_rest_share: steadyRest } = options;
  return {
    ...before,
    plateauS,
    restShare: rest + (steadyRest - rest) * steadiness,
    capacityBps: again ? Math.max(capacityBps, (capacityBps + (knownBps ?? 0)) / 2) : capacityBps,
  };
}
