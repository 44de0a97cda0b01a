import type { Lines } from '@wanctl/testbed/lines';
import type { Random } from '../random.js';

/** Has the lines' round trips change all the time, so that there is always a limit to write. The returned function ends it. */
export function startWeather(
  lines: Lines,
  wans: readonly string[],
  random: Random,
  everyMs: number,
): () => void {
  const timer = setInterval(() => {
    for (const wan of wans) lines.set(wan, { rttMs: random.pick([20, 20, 24, 45, 120]) });
  }, everyMs);
  return () => clearInterval(timer);
}
