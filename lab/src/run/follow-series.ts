import type { Direction } from '@wanctl/core';
import { randomLcg, randomUniform } from 'd3-random';
import { addedRttAt, capacityAt } from '../series/series.js';
import type { RunParts } from './record.js';

/** Reflectors are late for this long, by this much, this often; ms. */
const LATE = { forMs: 400, byMs: 100, everyMs: 5000 };

/** Gives a function that sets what is to be another at a time than before: the line, limits of a fixed law, reflectors. */
export function followSeries({
  line,
  scenario,
  series,
  shaper,
  law,
}: RunParts): (tMs: number) => Promise<void> {
  const jitterMs = randomUniform.source(randomLcg(scenario.seed))(0, scenario.lineJitterMs / 2);
  const setCapacity = {
    download: onChange((bps) => line.setCapacity('download', bps)),
    upload: onChange((bps) => line.setCapacity('upload', bps)),
  };
  const setDelay = {
    download: onChange((ms) => line.setDelay('download', ms)),
    upload: onChange((ms) => line.setDelay('upload', ms)),
  };
  const setLateness = onChange((delayMs) => line.setReflectors({ delayMs, jitterMs: scenario.jitterMs }));
  return async (tMs) => {
    const wayMs = (scenario.baseRttMs + addedRttAt(series, tMs)) / 2;
    for (const direction of ['download', 'upload'] satisfies Direction[]) {
      if (law) shaper.set(direction, law.limitBps(series, direction, tMs));
      await setCapacity[direction](capacityAt(series, direction, tMs));
      await setDelay[direction](wayMs + jitterMs());
    }
    const isLate = scenario.lateReflectors && tMs >= 0 && tMs % LATE.everyMs < LATE.forMs;
    await setLateness(isLate ? LATE.byMs : 0);
  };
}

/** Calls on with values that differ from the one before. */
function onChange(set: (value: number) => Promise<void>): (value: number) => Promise<void> {
  let last: number | undefined;
  return async (value) => {
    if (value === last) return;
    last = value;
    await set(value);
  };
}
