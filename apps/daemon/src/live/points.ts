import type { Assessment, Clock, Direction, EventMap, PerDirection } from '@wanctl/core';
import type { LiveDirection, LivePoint } from '@wanctl/dashboard';
import { type Achieved, measureAchieved } from './achieved.js';

/** Points of a WAN are at least this far apart, ms: four a second, of ticks that come a little early and late. */
const SPACING_MS = 225;

type Tick = EventMap['tick'];

/** Makes points of one WAN's ticks, each with the highest delay since the one before; null in between. */
export function pointMaker(clock: Clock): (tick: Tick) => LivePoint | null {
  const achieved = { download: measureAchieved(), upload: measureAchieved() };
  let madeAtMs = Number.NEGATIVE_INFINITY;
  let worst: Pick<LivePoint, 'rttMs' | 'deltaMs'> = { rttMs: null, deltaMs: null };
  let assessment: Assessment | null = null;
  return (tick) => {
    const { wan, atMs, observation } = tick;
    assessment = tick.assessment ?? assessment;
    worst = worse(worst, tick);
    achieved.download.take(observation.counters.download);
    achieved.upload.take(observation.counters.upload);
    if (atMs - madeAtMs < SPACING_MS) return null;
    const point: LivePoint = {
      ...{ kind: 'point', atMs: clock.wall().getTime(), wan },
      rttMs: round(worst.rttMs),
      baselineMs: round(assessment?.delay?.baselineMs ?? null),
      deltaMs: round(worst.deltaMs),
      download: directionOf('download', tick, assessment, achieved),
      upload: directionOf('upload', tick, assessment, achieved),
    };
    madeAtMs = atMs;
    worst = { rttMs: null, deltaMs: null };
    return point;
  };
}

function worse(before: Pick<LivePoint, 'rttMs' | 'deltaMs'>, { observation, assessment }: Tick) {
  const rttMs = observation.rtt.reduce((most, sample) => higher(most, sample.rttMs), before.rttMs);
  return { rttMs, deltaMs: higher(before.deltaMs, assessment?.delay?.deltaMs ?? null) };
}

function higher(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function directionOf(
  direction: Direction,
  { atMs, observation }: Tick,
  assessment: Assessment | null,
  achieved: PerDirection<Achieved>,
): LiveDirection {
  // To the router a limit of 0 is none.
  const rateBps = observation.acceptedBps[direction] || null;
  const achievedBps = achieved[direction].rateBps(atMs);
  const load = rateBps === null || achievedBps === null ? null : round(Math.min(1, achievedBps / rateBps), 3);
  return { rateBps, achievedBps, load, zone: assessment?.[direction].zone ?? '' };
}

function round(value: number | null, digits = 2): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
