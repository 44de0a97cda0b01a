import type { Direction } from '@wanctl/core';
import { cut } from './cut.js';
import type { DirectionState } from './direction-state.js';
import { isDrained, release } from './drain.js';
import { drift, isIdle, noteBusy } from './idle.js';
import type { Directions, Judgement, Laws } from './judgement.js';
import type { Moment } from './moment.js';
import { track } from './track.js';

/** Both directions after what was judged, and after what their own phases ask for. */
export function stepDirections(
  before: Directions,
  judgement: Judgement,
  laws: Laws,
  moment: Moment,
): Directions {
  const step = (direction: Direction) => stepOne(direction, before[direction], judgement, laws, moment);
  return { download: step('download'), upload: step('upload') };
}

function stepOne(
  direction: Direction,
  before: DirectionState,
  judgement: Judgement,
  laws: Laws,
  moment: Moment,
): DirectionState {
  const law = laws[direction];
  if (law.mode === 'monitor') return before;
  if (law.mode === 'static') return { ...before, rateBps: law.baseBps };
  const state = noteBusy(before, moment);
  const evidence = judgement.cuts[direction];
  if (evidence) return cut(state, evidence, law, moment);
  if (state.phase === 'drain') return isDrained(state, moment) ? release(state, moment) : state;
  return isIdle(state, moment) ? drift(state, law, moment) : track(state, law, moment);
}
