import { describe, expect, it } from 'vitest';
import { report } from '../../src/history/report.js';
import { direction, row, rowsOf } from './rows.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = new Date(2026, 0, 9, 12).getTime();

/** From noon on. */
const until = (toMs: number) => ({ fromMs: NOON, toMs });

/** A bad quarter of an hour from 12:30 on, nothing from 13:00 to 14:00, an end at 15:00. */
const AFTERNOON = [
  ...rowsOf(NOON, NOON + HOUR, (atMs) =>
    atMs >= NOON + 30 * MINUTE && atMs < NOON + 45 * MINUTE
      ? {
          ...{ rtt_p50_ms: 90, rtt_p95_ms: 200, lost: 10, writes: 2 },
          download: direction({ zone: 'RED', rate_bps: 60e6, min_rate_bps: 40e6, load: 0.9 }),
          upload: direction({ zone: null, rate_bps: 20e6, min_rate_bps: 20e6 }),
        }
      : {},
  ),
  ...rowsOf(NOON + 2 * HOUR, NOON + 3 * HOUR),
];

describe('the report', () => {
  it('shows delay, limits and zones of a period, and what they come to', () => {
    expect(report('cable', AFTERNOON, until(NOON + 3 * HOUR), 70)).toBe(`\
cable: 2026-01-09 12:00 to 2026-01-09 15:00, a column is 3m

RTT, ms (95th percentile, the worst of a column)
     200 ┼         ╭────╮
     160 ┤         │    │
     120 ┤         │    │
      80 ┤         │    │
      40 ┼─────────╯    ╰─────                    ────────────────────
       0 ┤
Limit of the download, Mbit/s (the lowest of a column)
     100 ┼─────────╮    ╭─────                    ────────────────────
      80 ┤         │    │
      60 ┤         │    │
      40 ┤         ╰────╯
      20 ┤
       0 ┤
Limit of the upload, Mbit/s (the lowest of a column)
      20 ┼────────────────────                    ────────────────────
      16 ┤
      12 ┤
       8 ┤
       4 ┤
       0 ┤
Zone (the worst): . GREEN, y YELLOW, s SOFT_RED, R RED, ? none, blank: stopped
download  ..........RRRRR.....                    ....................
upload    ..........?????.....                    ....................
          |01-09 12:00  |01-09 12:42  |01-09 13:24  |01-09 14:06

RTT       p50 20.0 ms, p95 200.0 ms; 1.3 % of the probes lost
download  limit 40.0 to 100.0 Mbit/s; load 90.0 % on average
          GREEN 87.5 %, RED 12.5 %
upload    limit 20.0 to 20.0 Mbit/s
          GREEN 87.5 %, not judged 12.5 %
writes    180 limits, 90 an hour
stopped   for 1h from 2026-01-09 13:00`);
  });

  it.each([
    [100, 3 * HOUR],
    [80, 5 * MINUTE],
    [80, 20_000],
    [80, 48 * HOUR],
    [160, 24 * HOUR],
  ])('fits %i columns with %i ms of rows', (width, durationMs) => {
    const lines = report('cable', rowsOf(NOON, NOON + durationMs), until(NOON + durationMs), width).split(
      '\n',
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    expect(lines.find((line) => line.startsWith('download  .'))).toMatch(/^download {2}\.+$/);
  });

  it('has no hole where rows are slow, late by some ms, or of a second', () => {
    const late = Array.from({ length: 7 }, (_, index) => row(NOON + index * 10_200));
    expect(report('cable', late, until(NOON + 71_000), 160)).toMatch(/^download {2}\.+$/m);
    const slow = [0, 61, 122, 183].map((sec) => row(NOON + sec * 1000, { seconds: 61 }));
    expect(report('cable', slow, until(NOON + 244_000), 80)).toMatch(/^download {2}\.+$/m);
    expect(report('cable', [row(NOON, { seconds: 1 })], until(NOON), 80)).toMatch(/^download {2}\.$/m);
  });

  it('tells of a daemon that no longer runs, and of one that never got anywhere', () => {
    const late = { fromMs: NOON - HOUR, toMs: NOON + 10_000 };
    expect(report('cable', [row(NOON)], late, 80)).toContain('stopped   for 1h from 2026-01-09 11:00');
    expect(report('cable', [row(NOON)], until(NOON + HOUR), 80)).toContain(
      'stopped   for 59m 50s from 2026-01-09 12:00',
    );
    const dark = row(NOON, {
      ...{ rtt_p50_ms: null, rtt_p95_ms: null, lost: 100 },
      ...{ download: direction({ zone: null, rate_bps: null, min_rate_bps: null }) },
    });
    const lines = report('cable', [dark], until(NOON + 10_000), 80);
    expect(lines).toContain('RTT       no answer to any probe');
    expect(lines).toContain('download  no limit known\n          not judged 100.0 %');
  });
});
