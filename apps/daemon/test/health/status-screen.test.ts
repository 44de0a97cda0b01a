import { expect, it } from 'vitest';
import { healthOf } from '../../src/health/health.js';
import { statusScreen } from '../../src/health/status-screen.js';
import { NOTHING_YET, reportOn, WELL } from './report.js';

const screen = (...args: Parameters<typeof reportOn>) => statusScreen(healthOf(reportOn(...args)), 80);

it('shows what there is to know in 80 columns', () => {
  expect(screen().split('\n')).toEqual([
    'wanctl 1.2.3: healthy; process 42, up 1m 40s, CPU 1.2 %, 78 MB',
    '',
    'fibre         healthy; law "zones", a decision every 0.05 s',
    '  delay       24.5 ms, 100ms ago; smoothed 24.0 ms, without load 20.0 ms',
    '  download    GREEN, 90 Mbit/s; held: GREEN, 4.0 ms over the baseline',
    '  upload      GREEN, 18 Mbit/s; held: GREEN, 4.0 ms over the baseline',
    '  measured    healthy; icmp socket (raw), kernel timestamps',
    '  counters    healthy; queue counters by rest https://192.0.2.1',
    '  reflectors  1.1.1.1 24.5 ms 100ms ago (3 lost), 9.9.9.9 no answer (9 lost)',
    '  router      rest https://192.0.2.1, fine, last write 12s ago, limits as',
    '              believed 30s ago',
    '  loop        2 ticks missed, 0.40 ms of work at p99; state 36 kB/h',
  ]);
});

it('says why a WAN is not well, what is wanted and what waits', () => {
  const waiting = [{ direction: 'download' as const, sinceMs: 60_000 }];
  const faults = { failures: 3, sinceMs: 40_000, last: { kind: 'timeout' as const, atMs: 99_000 } };
  const queues = { ...WELL.queues, waiting, asBelieved: false };
  const text = screen({ faults, queues, acceptedBps: { download: 50e6, upload: null } });
  expect(text).toContain('1.2.3: degraded;');
  expect(text).toContain('  why         router calls fail for 60 s: timeout\n');
  expect(text).toContain('GREEN, 50 Mbit/s, wanted 90 Mbit/s; held');
  expect(text).toContain('GREEN, limit unknown, wanted 18 Mbit/s; held');
  expect(text.replace(/\s+/g, ' ')).toContain(
    'failing: timeout, last write 12s ago, limits not as believed 30s ago, 1 to write',
  );
});

it('shows a daemon that has just begun', () => {
  const queues = { ...WELL.queues, acceptedAtMs: null, checkedAtMs: null };
  const text = screen({ view: NOTHING_YET, queues, lastMinute: { stages: {}, counters: {} } });
  for (const part of ['not measured yet', 'no decision yet', 'nothing written', 'none has answered yet']) {
    expect(text).toContain(part);
  }
});
