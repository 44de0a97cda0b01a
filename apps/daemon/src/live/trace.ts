import type { LivePoint } from '@wanctl/dashboard';

/** So many points of a WAN are kept as they are: a minute of them, or more of a slow loop. */
const FINE_POINTS = 240;

/** Of older ones the worst of so long a time is kept, ms, and so many of these: nine minutes. */
const COARSE_MS = 2000;
const COARSE_POINTS = 270;

/** What is kept of a WAN's points: ten minutes, or more of a slow loop. */
export interface Trace {
  add(point: LivePoint): void;
  /** Oldest first. */
  points(): readonly LivePoint[];
}

/** Keeps points, bounded by number, whatever the calendar does. */
export function keepTrace(): Trace {
  const fine: LivePoint[] = [];
  const coarse: LivePoint[] = [];
  return {
    add(point) {
      const oldest = fine.push(point) > FINE_POINTS ? fine.shift() : undefined;
      if (oldest) addThinned(coarse, oldest);
    },
    points: () => [...coarse, ...fine],
  };
}

function addThinned(coarse: LivePoint[], point: LivePoint): void {
  const last = coarse.at(-1);
  const isSameTime = last && Math.floor(last.atMs / COARSE_MS) === Math.floor(point.atMs / COARSE_MS);
  if (!isSameTime) coarse.push(point);
  else if ((point.rttMs ?? 0) > (last.rttMs ?? 0)) coarse[coarse.length - 1] = point;
  if (coarse.length > COARSE_POINTS) coarse.shift();
}
