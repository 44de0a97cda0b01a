import { expect, it } from 'vitest';
import { dayMinuteText } from '../../src/history/time-text.js';
import { replayReport } from '../../src/replay/report.js';
import { direction, rowsOf } from '../history/rows.js';

const MINUTE = 60_000;
const NOON = new Date(2026, 0, 9, 12).getTime();
const LINE = {
  ...{ wanName: 'cable', intervalMs: 2000, baselineRttMs: 20, reflectors: [] },
  queues: { download: 'Down', upload: 'Up' },
  bounds: {
    download: { floorBps: 1e6, ceilingBps: 100e6 },
    upload: { floorBps: 1e6, ceilingBps: 20e6 },
  },
};

/** An hour whose third quarter is slow, with that limit of the download. */
function hour(name: string, mbps: number) {
  const limit = { zone: 'RED', rate_bps: mbps * 1e6, min_rate_bps: mbps * 1e6 } as const;
  const slow = { rtt_p95_ms: 200, writes: 1, download: direction(limit) };
  const isSlow = (atMs: number) => atMs >= NOON + 30 * MINUTE && atMs < NOON + 45 * MINUTE;
  return { name, rows: rowsOf(NOON, NOON + 60 * MINUTE, (atMs) => (isSlow(atMs) ? slow : {})) };
}

it('shows two tracks in one chart, their figures with those of a third, and where they differ', () => {
  const [recorded, one, other] = [hour('recorded', 70), hour('zones', 60), hour('adaptive', 40)];
  const tracks = [recorded, one, other];
  const text = replayReport({
    line: LINE,
    tracks,
    pair: [one, other],
    timeText: dayMinuteText,
    width: 50,
  });
  expect(text).toBe(`\
cable: zones and adaptive, 01-09 12:00 to 01-09 13:00, a column is 1m 30s

RTT as measured, ms (95th percentile, the worst of a column)
     200 ┼                   ╭─────────╮
     160 ┤                   │         │
     120 ┤                   │         │
      80 ┤                   │         │
      40 ┼───────────────────╯         ╰──────────
       0 ┤
Limit of the download, Mbit/s (the lowest): ─ zones, · adaptive
     100 ┼───────────────────╮         ╭──────────
      80 ┤                   │         │
      60 ┤                   ╰─────────╯
      40 ┤                   ···········
      20 ┤
       0 ┤
zones     ....................RRRRRRRRRR..........
adaptive  ....................RRRRRRRRRR..........
Limit of the upload, Mbit/s (the lowest): ─ zones, · adaptive
      20 ┼────────────────────────────────────────
      16 ┤
      12 ┤
       8 ┤
       4 ┤
       0 ┤
zones     ........................................
adaptive  ........................................
          |01-09 12:00  |01-09 12:21
Zone (the worst): . GREEN, y YELLOW, s SOFT_RED, R RED, ? none, blank: stopped

                        recorded        zones     adaptive
download
  mean limit         92.5 Mbit/s  90.0 Mbit/s  85.0 Mbit/s
  below 50.0 Mbit/s        0.0 %        0.0 %       25.0 %
  10 s with a cut              1            1            1
  GREEN                   75.0 %       75.0 %       75.0 %
  RED                     25.0 %       25.0 %       25.0 %
upload
  mean limit         20.0 Mbit/s  20.0 Mbit/s  20.0 Mbit/s
  below 10.0 Mbit/s        0.0 %        0.0 %        0.0 %
  10 s with a cut              0            0            0
  GREEN                  100.0 %      100.0 %      100.0 %
writes                        90           90           90

download  a tenth or more apart in 15 of 60 minutes
          most at 01-09 12:30: 60.0 and 40.0 Mbit/s
upload    a tenth or more apart in 0 of 60 minutes`);
});
