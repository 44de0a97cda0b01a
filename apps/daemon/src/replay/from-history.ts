import type { Direction } from '@wanctl/core';
import { beginMs, endMs } from '../history/columns.js';
import type { HistoryRow } from '../history/row.js';
import type { RecordedCycle } from './recording.js';

/**
 * The cycles, one each `intervalMs`, that rows of a history, in order, tell of. Within a part of a row (2 s; all of an
 * older row) the delay is its median and the traffic even; times are Unix ms.
 */
export async function* cyclesOf(
  rows: readonly HistoryRow[],
  intervalMs: number,
): AsyncGenerator<RecordedCycle> {
  const passed = { download: 0, upload: 0 };
  let cycle = 0;
  let endedMs = 0;
  for (const row of rows) {
    // Times of rows are to the second: one may seem to begin before the last has ended.
    const begunMs = Math.max(beginMs(row), endedMs);
    const count = Math.max(1, Math.round((row.seconds * 1000) / intervalMs));
    const rttsMs = row.rtt_ms.length > 0 ? row.rtt_ms : [row.rtt_p50_ms];
    const achieved = { download: achievedIn(row, 'download'), upload: achievedIn(row, 'upload') };
    for (let index = 0; index < count; index += 1) {
      const at = <T>(parts: readonly T[]) => parts[Math.floor((index * parts.length) / count)] ?? null;
      const bytes = (direction: Direction) => {
        const achievedBps = at(achieved[direction]);
        if (achievedBps === null) return null;
        passed[direction] += (achievedBps * intervalMs) / 8000;
        return passed[direction];
      };
      yield {
        cycle,
        tMs: begunMs + index * intervalMs,
        rttMs: [at(rttsMs)],
        routerAccepts: true,
        bytes: { download: bytes('download'), upload: bytes('upload') },
      };
      cycle += 1;
    }
    endedMs = Math.max(begunMs + count * intervalMs, endMs(row));
  }
}

function achievedIn(row: HistoryRow, direction: Direction): readonly (number | null)[] {
  const { achieved_bps, rate_bps, load } = row[direction];
  if (achieved_bps.length > 0) return achieved_bps;
  return [rate_bps === null || load === null ? null : rate_bps * load];
}
