import type { LiveEvent, LivePoint } from '@wanctl/dashboard';
import { describe, expect, it } from 'vitest';
import { healthOf } from '../../src/health/health.js';
import { painted, plain } from '../../src/watch/paint.js';
import { screen } from '../../src/watch/screen.js';
import { NOTHING_SEEN, type Seen, withRecord } from '../../src/watch/seen.js';
import { reportOn, STEERED, WELL } from '../health/report.js';

const NOW_MS = Date.parse('2026-01-01T00:01:40Z');

function point(ageS: number, rttMs: number | null): LivePoint {
  const direction = { rateBps: 90e6, achievedBps: 45e6, load: 0.5, zone: 'GREEN' };
  const delay = { rttMs, baselineMs: 20, deltaMs: rttMs && rttMs - 20 };
  return {
    ...{ kind: 'point', atMs: NOW_MS - ageS * 1000, wan: 'fibre', ...delay },
    ...{ download: direction, upload: { ...direction, achievedBps: null, load: null } },
  };
}

const event = (what: LiveEvent['what'], text: string): LiveEvent => ({
  ...{ kind: 'event', atMs: NOW_MS, name: 'fibre', what, text },
});

function seen(records: readonly (LivePoint | LiveEvent)[], ...report: Parameters<typeof reportOn>): Seen {
  return records.reduce(withRecord, { ...NOTHING_SEEN, healths: [healthOf(reportOn(...report))] });
}

const look = { columns: 80, paint: plain, nowMs: NOW_MS };

describe('the screen', () => {
  it('shows a WAN with its writes, its delay over time, limits, load and reasons', () => {
    const lines = screen(seen([point(3, 20), point(2, 100), point(1, null), point(0, 40)]), look, 24);
    expect(lines.slice(0, 6)).toEqual([
      'wanctl 1.2.3: healthy; process 42, up 1m 40s, CPU 1.2 %, 78 MB',
      expect.stringMatching(/^fibre {2}healthy {2}law "zones", \d+ writes an hour$/),
      `  RTT         40.0 ms  +20.0 over 20  ${' '.repeat(25)}▂█ ▄ to 100 ms`,
      '  download  GREEN     limit   90.0 Mbit/s  █████░░░░░  50 %, 45.0 Mbit/s pass',
      '            held: GREEN, 4.0 ms over the baseline',
      '  upload    GREEN     limit   90.0 Mbit/s  load unknown',
    ]);
    expect(lines.at(-1)).toBe('q ends it.');
  });

  it('shows steering, and what is wrong', () => {
    const faults = { failures: 3, sinceMs: 40_000, last: { kind: 'timeout' as const, atMs: 99_000 } };
    const text = screen(seen([], { faults }, [STEERED]), look, 24).join('\n');
    expect(text).toContain('  fibre: router calls fail for 60 s: timeout\nfibre  degraded');
    expect(text).toMatch(/^steering {2}healthy\n +FIBRE_DEGRADED: new connections go over cable; YELLOW/m);
    expect(screen({ ...NOTHING_SEEN, missing: ['fibre: not running'] }, look, 24)[0]).toBe(
      'fibre: not running',
    );
  });

  it('fits 80 by 24 with two WANs and steering, and shows what happened last', () => {
    const reason = { code: 'cut', text: `cut: ${'late '.repeat(60)}` };
    const decided = { zone: 'RED' as const, rateBps: 90e6, reason };
    const assessment = { download: decided, upload: decided, delay: null };
    const health = healthOf(reportOn({ view: { ...WELL.view, assessment } }, [STEERED]));
    const two = { ...health, wans: [...health.wans, ...health.wans] };
    const events = Array.from({ length: 50 }, (_, count) => event('decision', `no. ${count}`));
    const lines = screen({ ...NOTHING_SEEN, healths: [two], events }, look, 24);
    expect(lines).toHaveLength(24);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(lines.at(-2)).toMatch(/^\d\d:\d\d:40 decision fibre: no\. 49$/);
    expect(lines.filter((line) => line.endsWith(' …')).length).toBeGreaterThanOrEqual(4);
    expect(screen({ ...NOTHING_SEEN, healths: [two], events }, look, 60).join('\n')).not.toContain(
      'fibre: no. 9\n',
    );
  });

  it('says that more does not fit', () => {
    const lines = screen(seen([point(0, 20)]), { ...look, columns: 30 }, 5);
    expect(lines).toHaveLength(5);
    expect(lines.at(-1)).toBe('4 lines more do not fit. q ends it.');
  });

  it('keeps the newest write of each direction only', () => {
    const ramp = Array.from({ length: 9 }, (_, count) => event('write', `download ${count} Mbit/s`));
    const lines = screen(
      seen([event('fault', 'timeout'), ...ramp, event('write', 'upload 1 Mbit/s')]),
      look,
      24,
    );
    expect(lines.slice(-4, -1).map((line) => line.slice(9))).toEqual([
      'fault    fibre: timeout',
      'write    fibre: download 8 Mbit/s',
      'write    fibre: upload 1 Mbit/s',
    ]);
  });

  it('has colours only where they are wanted', () => {
    const records = [point(0, 20), event('fault', 'timeout')];
    expect(screen(seen(records), look, 24).join('')).not.toContain('\x1b');
    expect(screen(seen(records), { ...look, paint: painted }, 24).join('')).toContain('\x1b[32mGREEN');
  });
});
