import type { Direction } from '@wanctl/core';
import { cut } from './cut.js';
import type { DirectionState } from './direction-state.js';
import { isDrained, release } from './drain.js';
import { excuse, isInnocent } from './excuse.js';
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
  const upload = step('upload');
  return { download: step('download'), upload: isInnocent(upload, moment) ? excuse(upload, moment) : upload };
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
  const cured = moment.delay.headMs < moment.delay.thresholdMs;
  const state = noteBusy(cured ? { ...before, trims: 0 } : before, moment);
  const evidence = judgement.cuts[direction];
  if (evidence) {
    return {
      ...cut(state, evidence, law, moment),
      disputed: judgement.disputed,
      trims: state.trims + (judgement.code === 'trim' ? 1 : 0),
    };
  }
  if (state.phase === 'drain') return isDrained(state, moment) ? release(state, moment) : state;
  return isIdle(state, moment) ? drift(state, law, moment) : track(state, law, moment);
}
