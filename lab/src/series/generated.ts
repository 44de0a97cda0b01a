import { randomLcg, randomNormal, randomUniform } from 'd3-random';
import { PER_SECOND, type Series } from './series.js';

/** A series of the lab's own of that length. The same seed, a whole number, gives the same; some leave nothing to chance. */
export type Generator = (seconds: number, seed: number) => Series;

/** The lab's own series by name. None carries more than 40 Mbit/s, which a guest kernel on two cores can. */
export const GENERATED: Readonly<Record<string, Generator>> = {
  step: (seconds) => both(seconds, (second) => (second % 30 < 20 ? 40 : 16), 0.25),
  steps: (seconds) => both(seconds, (second) => [40, 10, 25, 5, 40][Math.floor(second / 12) % 5] ?? 0, 0.25),
  ramps: (seconds) => both(seconds, (second) => 22.5 + 17.5 * Math.cos((second * 2 * Math.PI) / 40), 0.25),
  // An owner who knew this line would leave a law nothing to do.
  steady: (seconds) => ({
    ...both(seconds, () => 25, 0.4),
    believedMbps: { download: 40, upload: 16 },
  }),
  lte,
  docsis,
  starlink,
};

function both(seconds: number, mbps: (second: number) => number, uploadShare: number): Series {
  const download = steps(seconds, (_, step) => mbps(step / PER_SECOND));
  return { download, upload: download.map((each) => each * uploadShare) };
}

/**
 * A cell that a moving phone shares: the logarithm of the rate wanders around its mean within seconds, and about
 * twice a minute a shadow takes four fifths of it for some seconds.
 */
function lte(seconds: number, seed: number): Series {
  const random = randomLcg(seed);
  const noise = randomNormal.source(random)(0, 0.13);
  const chance = randomUniform.source(random)(0, 1);
  let wander = 0;
  let shadowSteps = 0;
  const direction = (usual: number) => () => {
    wander = 0.97 * wander + noise();
    if (shadowSteps > 0) shadowSteps -= 1;
    else if (chance() < 1 / (30 * PER_SECOND)) shadowSteps = Math.round((1 + 4 * chance()) * PER_SECOND);
    return Math.min(40, Math.max(0.3, usual * Math.exp(wander) * (shadowSteps > 0 ? 0.2 : 1)));
  };
  return { download: steps(seconds, direction(14)), upload: steps(seconds, direction(5)) };
}

/** A cable segment: nearly its full rate, sagging by up to a half for a quarter of a minute when neighbours come. */
function docsis(seconds: number, seed: number): Series {
  const random = randomLcg(seed);
  const noise = randomNormal.source(random)(0, 0.02);
  const chance = randomUniform.source(random)(0, 1);
  let depth = 0;
  let target = 0;
  const direction = (full: number) => () => {
    if (chance() < 1 / (15 * PER_SECOND)) target = target > 0 ? 0 : 0.2 + 0.3 * chance();
    depth += 0.1 * (target - depth);
    return full * Math.min(1, Math.max(0.3, 1 - depth - Math.abs(noise())));
  };
  return { download: steps(seconds, direction(38)), upload: steps(seconds, direction(10)) };
}

/**
 * A satellite link: another satellite each 15 s, with another rate after a fifth of a second of nearly nothing, and up
 * to 25 ms nearer or farther.
 */
function starlink(seconds: number, seed: number): Series {
  const random = randomLcg(seed);
  const level = randomUniform.source(random)(0.35, 1);
  const noise = randomNormal.source(random)(1, 0.08);
  const detourMs = randomUniform.source(random)(0, 25);
  const isSwitch = (step: number) => step % (15 * PER_SECOND) === 0;
  const direction = (full: number) => {
    let current = 1;
    return (_: unknown, step: number) => {
      if (isSwitch(step)) current = level();
      return isSwitch(step) && step > 0 ? 0.5 : Math.min(40, Math.max(0.5, full * current * noise()));
    };
  };
  const rates = { download: steps(seconds, direction(38)), upload: steps(seconds, direction(8)) };
  let addedMs = 0;
  const addedRttMs = steps(seconds, (_, step) => {
    if (isSwitch(step)) addedMs = detourMs();
    return addedMs;
  });
  return { ...rates, addedRttMs };
}

function steps(seconds: number, next: (_: unknown, step: number) => number): number[] {
  return Array.from({ length: seconds * PER_SECOND }, next);
}
