import type { Direction } from '@wanctl/core';
import type { Directions, Evidence, Judgement, Laws } from './judgement.js';
import type { Moment } from './moment.js';

/** Delay has to last this long before it counts without counters, and between two cuts, ms. */
const LASTING_MS = 1000;
/** What a direction is then thought to carry, share of its rate. */
const SHARE = 0.9;

/** Without counters nobody can say whose queue it is: both directions give way a little, as long as the delay lasts. */
export function judgeBlind(directions: Directions, laws: Laws, { nowMs, delay }: Moment): Judgement {
  const lasts = nowMs - (delay.highSinceMs ?? nowMs) >= LASTING_MS;
  const cutOf = (direction: Direction): Partial<Record<Direction, Evidence>> => {
    const { cutAtMs, rateBps } = directions[direction];
    const due = laws[direction].mode === 'adaptive' && nowMs - cutAtMs >= LASTING_MS;
    return due ? { [direction]: { capacityBps: SHARE * rateBps, delayMs: 0 } } : {};
  };
  const cuts = lasts ? { ...cutOf('download'), ...cutOf('upload') } : {};
  return { code: Object.keys(cuts).length > 0 ? 'cut-blind' : 'too-soon', cuts };
}
