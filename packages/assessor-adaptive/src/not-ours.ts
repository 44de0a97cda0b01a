import type { Direction, PerDirection } from '@wanctl/core';
import { activeOf } from './blame.js';
import type { DirectionState } from './direction-state.js';
import type { Directions, Laws } from './judgement.js';
import type { Moment } from './moment.js';
import { newestPoll } from './polls.js';
import type { Sensing } from './sensing.js';

/** The first cuts get this long before their effect counts, ms. */
const SETTLE_MS = 1000;
/** A delay that never fell below this share of what it was has not yielded. */
const YIELDED = 0.7;
/** A line that is dead this long after the first cut did not fade, ms. */
const DIED_AT_ONCE_MS = 5000;
/** Senders like BBR forget what the line once carried only after so many round trips. */
const ROUNDS_TO_FORGET = 10;
/** Without counters it takes this many times longer to be sure. */
const BLIND_FACTOR = 2.5;

/** An attempt to cure a delay by cuts, from the first cut until the delay is gone. */
export interface Trial {
  readonly sinceMs: number;
  /** The delay to cure, ms. */
  readonly delayMs: number;
  /** The least since the first cuts could have had an effect, ms; null before. */
  readonly leastMs: number | null;
  /** Rates before it, bit/s. */
  readonly ratesBps: PerDirection<number>;
}

/** The trial goes on, begins with a cut, or ends because the delay is gone. `before` are the directions uncut. */
export function stepTrial(
  trial: Trial | null,
  hasCut: boolean,
  before: Directions,
  { nowMs, delay }: Moment,
): Trial | null {
  const { headMs, medianMs, thresholdMs } = delay;
  if (headMs < thresholdMs) return null;
  if (trial === null) {
    const ratesBps = { download: before.download.rateBps, upload: before.upload.rateBps };
    return hasCut ? { sinceMs: nowMs, delayMs: medianMs, leastMs: null, ratesBps } : null;
  }
  if (nowMs - trial.sinceMs < SETTLE_MS) return { ...trial, delayMs: Math.max(trial.delayMs, medianMs) };
  return { ...trial, leastMs: Math.min(trial.leastMs ?? medianMs, medianMs) };
}

/** Directions, sensing and trial as they go together. */
interface Outcome {
  readonly directions: Directions;
  readonly sensing: Sensing;
  readonly trial: Trial | null;
}

/**
 * Ends a trial whose cuts do not lower the delay, which is then taken as the line's own, and one of a line that was not
 * slow but dead. The rates come back.
 */
export function giveUp(before: Outcome, laws: Laws, moment: Moment): Outcome {
  const { directions, sensing, trial } = before;
  if (trial === null) return before;
  const died = moment.delay.dead;
  if (died && moment.nowMs - trial.sinceMs > DIED_AT_ONCE_MS) return { ...before, trial: null };
  const delayMs = died ? 0 : notOursMs(trial, directions, moment);
  if (delayMs === null) return before;
  const restore = (direction: Direction) =>
    laws[direction].mode === 'adaptive'
      ? giveBack(directions[direction], trial.ratesBps[direction], died ? 'outage' : 'not-ours')
      : directions[direction];
  return {
    directions: { download: restore('download'), upload: restore('upload') },
    sensing: adopt(sensing, delayMs),
    trial: null,
  };
}

/** The part of the delay that cuts do not move, ms: it is not ours. Null as long as it may be. */
function notOursMs(trial: Trial, directions: Directions, moment: Moment): number | null {
  if (trial.leastMs === null || trial.leastMs < YIELDED * trial.delayMs) return null;
  const { nowMs, options, baselineMs } = moment;
  const blind = newestPoll(directions.download.meter, nowMs) === null;
  const forgottenMs = ROUNDS_TO_FORGET * (baselineMs + trial.delayMs);
  const enoughMs = (1000 * options.not_ours_s + forgottenMs) * (blind ? BLIND_FACTOR : 1);
  if (nowMs - trial.sinceMs < enoughMs) return null;
  const active = activeOf(directions, nowMs);
  const starved =
    (active.download && isStarved(directions.download, moment)) ||
    (active.upload && isStarved(directions.upload, moment));
  return starved ? null : trial.leastMs;
}

/** Less comes through than we let: there the line itself is the bottleneck, and cuts are right. */
function isStarved({ meter, rateBps }: DirectionState, { nowMs, options }: Moment): boolean {
  const poll = newestPoll(meter, nowMs);
  return poll !== null && poll.queuedBytes < options.standing_bytes && poll.rateBps < 0.9 * rateBps;
}

/** That delay taken as the line's own. The baseline falls by itself when it goes away. */
function adopt({ reflectors, answers, ...rest }: Sensing, delayMs: number): Sensing {
  const raised = Object.entries(reflectors).map(([source, reflector]) => [
    source,
    { ...reflector, baselineMs: reflector.baselineMs + delayMs },
  ]);
  return {
    ...rest,
    reflectors: Object.fromEntries(raised),
    answers: answers.map((answer) => ({ ...answer, delayMs: answer.delayMs - delayMs })),
  };
}

/** The direction as before the trial. */
function giveBack(before: DirectionState, rateBps: number, code: DirectionState['code']): DirectionState {
  return {
    ...before,
    code,
    phase: 'track',
    rateBps,
    capacityBps: rateBps / before.restShare,
    restedS: 0,
  };
}
