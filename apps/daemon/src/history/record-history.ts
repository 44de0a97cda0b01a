import { dirname } from 'node:path';
import type { Clock, EventMap, Events, Logger } from '@wanctl/core';
import { HistoryWriter } from '@wanctl/state-file';
import type { WanSettings } from '../config/wan-settings.js';
import { makeRow } from './make-row.js';
import { ROW_MS } from './row.js';

/**
 * Keeps a WAN's history beside its state file, out of what the loop tells. The returned function ends it and resolves
 * when all is written, or could not be. Does nothing when the WAN's file wants no history.
 */
export function recordHistory(
  { wanName: wan, intervalMs, stateFile, history }: WanSettings,
  { clock, events, logger }: { clock: Clock; events: Events; logger: Logger },
): () => Promise<void> {
  if (!history) return async () => {};
  const writer = new HistoryWriter({ folder: dirname(stateFile), name: wan, ...history }, clock, logger);
  let begunAt = clock.wall();
  let before: EventMap['tick'][] = [];
  let ticks: EventMap['tick'][] = [];
  let writes = 0;
  const endRow = () => {
    if (ticks.length > 0) writer.add(makeRow({ wan, begunAt, intervalMs, ticks, writes, before }), begunAt);
    before = ticks;
    ticks = [];
    writes = 0;
  };
  const forgetTicks = events.on('tick', (tick) => {
    if (tick.wan !== wan) return;
    const beganMs = ticks[0]?.atMs ?? tick.atMs;
    // Half an interval early or late is the same turn.
    if (tick.atMs - beganMs >= ROW_MS - intervalMs / 2) endRow();
    if (ticks.length === 0) begunAt = clock.wall();
    ticks.push(tick);
  });
  const forgetWrites = events.on('applied', (write) => {
    if (write.wan === wan) writes += 1;
  });
  return async () => {
    forgetTicks();
    forgetWrites();
    endRow();
    await writer.close();
  };
}
