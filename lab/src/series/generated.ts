import { randomLcg, randomNormal, randomUniform } from 'd3-random';
import { PER_SECOND, type Series } from './series.js';

/** Length of a generated series. */
const SECONDS = 120;
/** Upload of a line whose series says nothing of it, Mbit/s. */
const STEADY_UPLOAD = 10;

/** A series of the lab's own. The same seed, 0 to 1, gives the same series; those that leave nothing to chance ignore it. */
export type Generator = (seed: number) => Series;

/** The lab's own series by name. None carries more than 40 Mbit/s, which a guest kernel on two cores can. */
export const GENERATED: Readonly<Record<string, Generator>> = {
  steps: () => both((second) => [40, 10, 25, 5, 40][Math.floor(second / 12) % 5] ?? 0, 0.25),
  ramps: () => both((second) => 22.5 + 17.5 * Math.cos((second * 2 * Math.PI) / 40), 0.25),
  steady: () => both(() => 25, STEADY_UPLOAD / 25),
  lte,
  docsis,
  starlink,
};

function both(mbps: (second: number) => number, uploadShare: number): Series {
  const download = Array.from({ length: SECONDS * PER_SECOND }, (_, step) => mbps(step / PER_SECOND));
  return { download, upload: download.map((each) => each * uploadShare) };
}

/**
 * A cell that a moving phone shares: the logarithm of the rate wanders around its mean within seconds, and about
 * twice a minute a shadow takes four fifths of it for some seconds.
 */
function lte(seed: number): Series {
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
  return { download: steps(direction(14)), upload: steps(direction(5)) };
}

/** A cable segment: nearly its full rate, sagging by up to a half for a quarter of a minute when neighbours come. */
function docsis(seed: number): Series {
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
  return { download: steps(direction(38)), upload: steps(direction(10)) };
}

/** A satellite link: another satellite each 15 s, with another rate after a fifth of a second of nearly nothing. */
function starlink(seed: number): Series {
  const random = randomLcg(seed);
  const level = randomUniform.source(random)(0.35, 1);
  const noise = randomNormal.source(random)(1, 0.08);
  let current = 1;
  const direction = (full: number) => (_: unknown, step: number) => {
    const isSwitch = step % (15 * PER_SECOND) === 0;
    if (isSwitch) current = level();
    return isSwitch && step > 0 ? 0.5 : Math.min(40, Math.max(0.5, full * current * noise()));
  };
  return { download: steps(direction(38)), upload: steps(direction(8)) };
}

function steps(next: (_: unknown, step: number) => number): number[] {
  return Array.from({ length: SECONDS * PER_SECOND }, next);
}
