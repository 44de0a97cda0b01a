import { atMost, diskFindings, type Finding, growthAtMost } from '../finding.js';
import { TICKS_PER_SEC } from '../wan-file.js';
import type { RealSample } from './run.js';

/** What may not be exceeded. */
export interface RealLimits {
  /** By how much resident memory may grow in an hour, MB of 10^6 bytes. */
  readonly mbPerHour: number;
}

const HOUR_MS = 3_600_000;

/** Judges a run by what followed after its warm-up. Memory counts right after garbage was collected: V8 lets it lie for minutes. */
export function judgeReal(
  samples: readonly RealSample[],
  warmUpMs: number,
  wans: number,
  { mbPerHour }: RealLimits,
): Finding[] {
  const warm = samples.filter(({ atMs }) => atMs >= warmUpMs);
  const [first, last] = [warm[0], warm.at(-1)];
  if (!first || !last) throw new Error('the run has ended before its warm-up');
  const collected = warm.filter(({ isCollected }) => isCollected);
  const memory = collected.map(({ atMs, rssBytes }) => [atMs / HOUR_MS, rssBytes / 1e6] as const);
  const grown = (figure: 'descriptors' | 'threads') =>
    leastOf(warm.slice(warm.length / 2), figure) - leastOf(warm.slice(0, warm.length / 2), figure);
  const missed = last.missedTicks - first.missedTicks;
  const stoodMs = last.waitedMs - first.waitedMs + last.collectingMs - first.collectingMs;
  const hours = (last.atMs - first.atMs) / HOUR_MS;
  const written = {
    logBytes: last.logBytes - first.logBytes,
    historyBytes: last.historyBytes - first.historyBytes,
  };
  return [
    growthAtMost('growth of memory, MB/h', memory, mbPerHour),
    atMost('more file descriptors', grown('descriptors'), 0),
    atMost('more threads', grown('threads'), 0),
    atMost('failed turns', last.failedTicks, 0),
    // When the machine was busy with others, or garbage was asked for, that is not the daemon's fault.
    atMost('missed ticks', missed, Math.floor((stoodMs / 1000) * TICKS_PER_SEC) * wans),
    ...diskFindings(written, wans, hours),
  ];
}

/** The least there was: a file that is being saved is open for a moment. */
function leastOf(samples: readonly RealSample[], figure: 'descriptors' | 'threads'): number {
  return Math.min(...samples.map((sample) => sample[figure]));
}
