import type { PerDirection } from '@wanctl/core';
import { judgeBlind } from './blind.js';
import { evidenceFor } from './capacity.js';
import type { DirectionLaw } from './direction-law.js';
import type { DirectionState } from './direction-state.js';
import type { Directions, Judgement, Laws } from './judgement.js';
import { atLeastRtt, type Moment } from './moment.js';
import { newestPoll, peak } from './polls.js';

/** Traffic that can fill a queue, bit/s; an upload may also be the acknowledgements of a download. */
const ACTIVE_BPS = 500_000;
const ACK_SHARE = 0.08;
const ACTIVE_WINDOW_MS = 500;
/** A delay that stays this long although our own queue stands, since it rose or since the last cut, is looked into, ms. */
const ACQUITTED_MS = 1000;
/** How long a cut of the other direction deserves to show its effect, from the cut and from the drain's end, ms. */
const HOLD_MS = 350;
const HOLD_AFTER_DRAIN_MS = 120;

/** Decides while the delay is high whose queue it is: one at a time, and only where there is load. */
export function judge(directions: Directions, laws: Laws, moment: Moment): Judgement {
  const { delay, nowMs } = moment;
  const { download, upload } = directions;
  if (delay.dead) return { code: 'no-answer', cuts: {} };
  if (!delay.high) return { code: 'calm', cuts: {} };
  if (newestPoll(download.meter, nowMs) === null) return judgeBlind(directions, laws, moment);

  const active = activeOf(directions, nowMs);
  const cornered = active.upload && isAtMinimum(upload, laws.upload);
  const mayBeDownload = active.download && !ownsQueue(download, cornered, moment);
  const mayBeUpload = active.upload && !cornered;
  if (!mayBeDownload && !mayBeUpload) {
    return { code: cornered ? 'upload-at-minimum' : active.download ? 'own-queue' : 'no-load', cuts: {} };
  }
  const isUpload = mayBeUpload && (!mayBeDownload || isMoreSuspect(upload, download, moment));
  const [blamed, other] = isUpload ? (['upload', 'download'] as const) : (['download', 'upload'] as const);
  if (mayStillHelp(directions[other], moment)) return { code: 'other-first', cuts: {} };
  const evidence = laws[blamed].mode === 'adaptive' && evidenceFor(directions[blamed], moment);
  return evidence ? { code: 'cut', cuts: { [blamed]: evidence } } : { code: 'too-soon', cuts: {} };
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

/**
 * Our own download queue stands, so that the router is the bottleneck. That acquits for a while only: senders that
 * replace what CAKE drops fill both queues. It acquits for ever when the upload can only be to blame.
 */
function ownsQueue({ meter, cutAtMs }: DirectionState, cornered: boolean, moment: Moment): boolean {
  const { nowMs, delay, options } = moment;
  const sinceMs = Math.max(delay.highSinceMs ?? nowMs, cutAtMs);
  const stands = (newestPoll(meter, nowMs)?.queuedBytes ?? 0) > options.standing_bytes;
  return stands && (cornered || nowMs - sinceMs < ACQUITTED_MS);
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

/** The other direction's last cut deserves time, unless the delay has grown by half since. */
function mayStillHelp({ cutAtMs, cutDelayMs, drainedAtMs, phase }: DirectionState, moment: Moment): boolean {
  const { nowMs, delay } = moment;
  const untilMs = Math.max(
    cutAtMs + atLeastRtt(moment, HOLD_MS),
    phase === 'drain' ? drainedAtMs + HOLD_AFTER_DRAIN_MS : 0,
  );
  return nowMs < untilMs && delay.headMs < 1.5 * cutDelayMs;
}
