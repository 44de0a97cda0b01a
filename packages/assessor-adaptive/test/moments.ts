import { parseOptions } from '@wanctl/core';
import { AdaptiveOptions } from '../src/adaptive-options.js';
import type { Delay } from '../src/delay.js';
import { directionLaw } from '../src/direction-law.js';
import { type DirectionState, startingAt } from '../src/direction-state.js';
import type { Laws } from '../src/judgement.js';
import type { Moment } from '../src/moment.js';
import { LINE, MBIT } from './scenes.js';

export const NOW_MS = 100_000;

const OPTIONS = parseOptions(AdaptiveOptions, {});

export const LAWS: Laws = {
  download: directionLaw('download', OPTIONS, LINE),
  upload: directionLaw('upload', OPTIONS, LINE),
};

/** A moment with a delay of 60 ms that has been high for 0.3 s. */
export function highMoment(delay: Partial<Delay> = {}): Moment {
  return {
    nowMs: NOW_MS,
    elapsedS: 0.05,
    baselineMs: 20,
    options: OPTIONS,
    delay: {
      ...{ thresholdMs: 10, medianMs: 60, headMs: 60, slope: 0.5, high: true, dead: false },
      highSinceMs: NOW_MS - 300,
      ...delay,
    },
  };
}

/** A direction of 20 Mbit/s that has just been polled: what passed, and what stood in the router's queue. */
export function polled(
  direction: 'download' | 'upload',
  passedMbps: number,
  queuedBytes: number,
  more: Partial<DirectionState> = {},
): DirectionState {
  const poll = { fromMs: NOW_MS - 120, toMs: NOW_MS - 20, rateBps: passedMbps * MBIT, queuedBytes };
  return {
    ...startingAt(LAWS[direction], OPTIONS, 20 * MBIT, 20 * MBIT, 'GREEN'),
    inEffectAtMs: 0,
    meter: { last: null, polls: [poll] },
    ...more,
  };
}
