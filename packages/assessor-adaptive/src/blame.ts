import type { Direction, PerDirection } from '@wanctl/core';
import { judgeBlind } from './blind.js';
import { evidenceFor } from './capacity.js';
import type { DirectionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';
import type { Directions, Judgement, Laws } from './judgement.js';
import { atLeastRtt, type Moment } from './moment.js';
import { newestPoll, type Poll, peak } from './polls.js';
import { isTrimDue, trimOf } from './trim.js';

/** Traffic that can fill a queue, bit/s; an upload may also be the acknowledgements of a download. */
const ACTIVE_BPS = 500_000;
const ACK_SHARE = 0.08;
const ACTIVE_WINDOW_MS = 500;
/** A poll older than this says nothing about now, ms; or than two polls, if they are rarer. */
const STALE_POLL_MS = 400;
/** How long a cut of the other direction deserves to show its effect, from the cut and from the drain's end, ms. */
const HOLD_MS = 350;
const HOLD_AFTER_DRAIN_MS = 120;

/** Decides while the delay is high whose queue it is: one at a time, and only where there is load. */
export function judge(directions: Directions, laws: Laws, moment: Moment): Judgement {
  const { delay, nowMs } = moment;
  const { download, upload } = directions;
  if (delay.dead) return { code: 'no-answer', cuts: {}, disputed: false };
  if (!delay.high) return { code: 'calm', cuts: {}, disputed: false };
  const poll = newestPoll(download.meter, nowMs);
  if (poll === null) return judgeBlind(directions, laws, moment);

  const active = activeOf(directions, nowMs);
  const disputed = active.download && active.upload;
  const hold = (code: Judgement['code']): Judgement => ({ code, cuts: {}, disputed });
  const uploadMay = active.upload && nowMs > upload.excusedUntilMs && !isAtMinimum(upload, laws.upload);
  const own = ownsQueue(poll, moment);
  const tryCut = (direction: Direction): Judgement => {
    const evidence =
      laws[direction].mode === 'adaptive' && evidenceFor(direction, directions[direction], moment);
    return evidence ? { code: 'cut', cuts: { [direction]: evidence }, disputed } : hold('too-soon');
  };

  if (disputed && uploadMay && !own && poll.toMs < (delay.highSinceMs ?? nowMs) + 10)
    return hold('await-poll');
  if (isBurst(download, poll, moment)) return hold('burst');
  const uploadFirst = uploadMay && isMoreSuspect(upload, download, moment);
  if (active.download && !own && !uploadFirst) {
    return disputed && mayStillHelp(upload, moment) ? hold('other-first') : tryCut('download');
  }
  if (uploadMay) return mayStillHelp(download, moment) ? hold('other-first') : tryCut('upload');
  if (!active.download) return hold('no-load');
  if (disputed && isAtMinimum(upload, laws.upload)) return hold('other-at-minimum');
  if (laws.download.mode !== 'adaptive' || !isTrimDue(download, moment)) return hold('too-soon');
  return { code: 'trim', cuts: { download: trimOf(download, moment) }, disputed };
}

/** Too near to its minimum for a cut. */
function isAtMinimum({ rateBps }: DirectionState, { floorBps }: DirectionLaw): boolean {
  return rateBps <= 1.02 * floorBps;
}

/** Directions that carry traffic which can fill a queue. */
export function activeOf({ download, upload }: Directions, nowMs: number): PerDirection<boolean> {
  const downBps = peak(download.meter, 'rateBps', nowMs, ACTIVE_WINDOW_MS);
  const upBps = peak(upload.meter, 'rateBps', nowMs, ACTIVE_WINDOW_MS);
  return { download: downBps > ACTIVE_BPS, upload: upBps > Math.max(ACTIVE_BPS, ACK_SHARE * downBps) };
}

/** Our own download queue stands, so that the router is the bottleneck. */
function ownsQueue(poll: Poll, { nowMs, delay, options }: Moment): boolean {
  return (
    poll.queuedBytes > options.standing_bytes &&
    nowMs - poll.toMs < Math.max(STALE_POLL_MS, 2 * (poll.toMs - poll.fromMs)) &&
    poll.toMs > (delay.highSinceMs ?? nowMs) - 20
  );
}

/** The one that has gone beyond its known capacity; when both have or neither, the one that the line starves more. */
function isMoreSuspect(one: DirectionState, other: DirectionState, moment: Moment): boolean {
  const probing = isProbing(one);
  return probing === isProbing(other) ? passingShare(one, moment) < passingShare(other, moment) : probing;
}

function isProbing({ rateBps, capacityBps }: DirectionState): boolean {
  return capacityBps === null || rateBps > capacityBps;
}

/** What passes of what we let pass; 1 while our queue stands. The line starves the direction that fills it. */
function passingShare({ meter, rateBps }: DirectionState, { nowMs, options }: Moment): number {
  const poll = newestPoll(meter, nowMs);
  return poll === null || poll.queuedBytes > options.standing_bytes ? 1 : poll.rateBps / rateBps;
}

/** A burst over our own standing queue is no loss of capacity yet; the next poll will tell. */
function isBurst(download: DirectionState, poll: Poll, { delay, options }: Moment): boolean {
  return (
    delay.headMs < 2.5 * delay.thresholdMs &&
    poll.queuedBytes > options.standing_bytes &&
    poll.rateBps > 0.95 * download.rateBps &&
    delay.highSinceMs !== null &&
    poll.toMs < delay.highSinceMs
  );
}

/** The other direction's last cut deserves time, unless the delay has grown by half since. */
function mayStillHelp({ cutAtMs, cutDelayMs, drainedAtMs, phase }: DirectionState, moment: Moment): boolean {
  const { nowMs, delay } = moment;
  const untilMs = Math.max(
    cutAtMs + atLeastRtt(moment, HOLD_MS),
    phase === 'drain' ? drainedAtMs + HOLD_AFTER_DRAIN_MS : 0,
  );
  return nowMs < untilMs && delay.headMs < 1.5 * cutDelayMs;
}
