import { setTimeout as sleep } from 'node:timers/promises';
import type { Line } from '../kernel/line.js';
import type { Scenario } from '../plan/scenario.js';

/** Carries away what an earlier run has left, bit/s. */
const FLUSH_BPS = 40e6;
/** Fewer bytes than this in half a second are silence. */
const SILENCE_BYTES = 5000;

/** Gives the line the scenario's delays and waits until nothing is under way from the run before. */
export async function settle(line: Line, { baseRttMs, jitterMs }: Scenario): Promise<void> {
  await line.setReflectors({ delayMs: 0, jitterMs });
  for (const direction of ['download', 'upload'] as const) {
    await line.setDelay(direction, baseRttMs / 2);
    await line.setCapacity(direction, FLUSH_BPS);
    await line.setLimit(direction, null);
  }
  const passed = async () =>
    (await line.readQueue('download')).bytes + (await line.readQueue('upload')).bytes;
  let before = Number.NEGATIVE_INFINITY;
  for (let now = await passed(); now - before > SILENCE_BYTES; now = await passed()) {
    before = now;
    await sleep(500);
  }
}
