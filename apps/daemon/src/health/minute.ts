import type { Clock } from '@wanctl/core';
import type { ProfileMark } from './profile.js';

const SPACING_MS = 15_000;
const KEPT = 4;

/** Keeps marks, so that there is one from 45 to 60 s ago; before that, the one from the start. */
export interface Minute {
  begin(): ProfileMark;
  end(): void;
}

/** Takes a mark now and every 15 s. */
export function keepMinute(take: () => ProfileMark, clock: Clock): Minute {
  const first = take();
  let marks: ProfileMark[] = [first];
  const next = () => {
    marks = [...marks, take()].slice(-KEPT);
    cancel = clock.schedule(next, SPACING_MS);
  };
  let cancel = clock.schedule(next, SPACING_MS);
  return { begin: () => marks[0] ?? first, end: () => cancel() };
}
