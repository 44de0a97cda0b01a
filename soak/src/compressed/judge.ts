import { atMost, diskFindings, type Finding, growthAtMost } from '../finding.js';
import type { CompressedSample } from './run.js';
import { WANS } from './wans.js';

/** Saves that nothing hurries are 5 s apart. */
const SAVES_PER_HOUR = 720;
/** What the raises of a WAN may bring an hour to: each ends up on the router's flash. */
const WRITES_PER_HOUR = 5400;

/** What may not be exceeded. */
export interface CompressedLimits {
  /** By how much the heap may grow in a simulated hour, kB of 10^3 bytes. */
  readonly kbPerHour: number;
}

/** Judges a run; memory by what followed after so many hours of warm-up. */
export function judgeCompressed(
  samples: readonly CompressedSample[],
  warmUpHours: number,
  { kbPerHour }: CompressedLimits,
): Finding[] {
  const last = samples.at(-1);
  if (!last) throw new Error('nothing was sampled');
  const warm = samples.filter(({ hours }) => hours > warmUpHours);
  const heap = warm.map(({ hours, heapBytes }) => [hours, heapBytes / 1e3] as const);
  const { hours, writes, saves, failedTicks, missedTicks } = last;
  return [
    growthAtMost('growth of the heap, kB/h', heap, kbPerHour),
    atMost('failed turns', failedTicks, 0),
    atMost('missed ticks', missedTicks, 0),
    atMost('writes to the router', writes, WRITES_PER_HOUR * hours * WANS.length),
    atMost('saves', saves, SAVES_PER_HOUR * hours * WANS.length + writes),
    ...diskFindings(last, WANS.length, hours),
  ];
}
