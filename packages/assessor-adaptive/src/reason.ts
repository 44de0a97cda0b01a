import type { Direction, DirectionAssessment, JsonObject, Reason, Zone } from '@wanctl/core';
import type { DirectionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';
import type { Judgement } from './judgement.js';
import type { Moment } from './moment.js';
import { newestPoll } from './polls.js';

/** What the law says of one direction. */
export function assessmentOf(
  direction: Direction,
  state: DirectionState,
  judgement: Judgement,
  law: DirectionLaw,
  moment: Moment,
): DirectionAssessment {
  return {
    zone: state.zone,
    rateBps: state.rateBps,
    reason: reasonOf(direction, state, judgement, law, moment),
  };
}

/** RED while a cut has yet to empty the buffer, SOFT_RED under suspicion, YELLOW on the way back. */
export function zoneOf({ phase }: DirectionState, { delay }: Moment): Zone {
  if (phase === 'drain') return delay.headMs >= delay.thresholdMs ? 'RED' : 'YELLOW';
  return delay.high ? 'SOFT_RED' : delay.headMs >= delay.thresholdMs ? 'YELLOW' : 'GREEN';
}

const TEXTS: Record<Code, string> = {
  static: 'held at the base rate, as configured',
  monitor: 'left as it is, as configured',
  cut: "cut below the capacity to empty the line's buffer",
  'cut-blind': 'cut a little: the load is unknown, no counters come in',
  draining: "held while the line's buffer empties",
  release: 'released: back to just under the capacity',
  'not-ours': "given back: the delay does not yield to cuts, so it is the line's own",
  outage: 'given back: the line was not slow but dead',
  raise: 'raised towards and beyond the known capacity',
  idle: 'moved towards the base rate while idle',
  'no-answer': 'held: nobody answers',
  'no-load': 'held: delay without load is not ours',
  'own-queue': 'held: our own queue stands, so that the router is the bottleneck',
  'other-first': "held: the other direction's cut may still help",
  'upload-at-minimum': 'held: the upload fills the line and is at its minimum',
  'too-soon': 'held: the last cut has yet to show its effect',
  calm: 'held: no delay that counts',
};

type Code = Exclude<DirectionState['code'], 'hold'> | Judgement['code'] | 'static' | 'monitor' | 'draining';

function reasonOf(
  direction: Direction,
  state: DirectionState,
  judgement: Judgement,
  law: DirectionLaw,
  moment: Moment,
): Reason {
  const code = codeOf(direction, state, judgement, law);
  const { delay } = moment;
  const figures = `${delay.headMs.toFixed(1)} ms over the baseline, from ${delay.thresholdMs.toFixed(1)} on it counts`;
  return { code, text: `${TEXTS[code]}; ${figures}`, evidence: evidenceOf(state, law, moment) };
}

function codeOf(
  direction: Direction,
  { code, phase }: DirectionState,
  judgement: Judgement,
  { mode }: DirectionLaw,
): Code {
  if (mode !== 'adaptive') return mode;
  if (code === 'cut') return judgement.code;
  if (code !== 'hold') return code;
  if (phase === 'drain') return 'draining';
  return judgement.cuts[direction === 'download' ? 'upload' : 'download'] ? 'other-first' : judgement.code;
}

/** The figures behind a decision; rates in bit/s. */
function evidenceOf(state: DirectionState, law: DirectionLaw, { nowMs, delay }: Moment): JsonObject {
  const poll = newestPoll(state.meter, nowMs);
  const { rateBps, capacityBps, restedS, plateauS, writes } = state;
  return {
    delay_ms: round(delay.headMs),
    median_ms: round(delay.medianMs),
    threshold_ms: round(delay.thresholdMs),
    slope: round(delay.slope),
    achieved_bps: poll && Math.round(poll.rateBps),
    queued_bytes: poll?.queuedBytes ?? null,
    capacity_bps: capacityBps && Math.round(capacityBps),
    rested_s: round(restedS),
    plateau_s: round(plateauS),
    limit: limitOf(rateBps, writes, law),
  };
}

function limitOf(rateBps: number, writes: number, { floorBps, ceilingBps }: DirectionLaw): string | null {
  if (rateBps === floorBps) return 'minimum';
  if (rateBps === ceilingBps) return 'maximum';
  return writes < 1 ? 'write-budget' : null;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
