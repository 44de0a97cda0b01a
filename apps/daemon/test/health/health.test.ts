import { describe, expect, it } from 'vitest';
import { healthOf } from '../../src/health/health.js';
import type { WanReport } from '../../src/health/wan-report.js';
import { NOTHING_YET, reportOn, WELL } from './report.js';

const [RTT, COUNTERS] = WELL.probes;
const { queues } = WELL;
const FAULTS = { failures: 3, sinceMs: 40_000, last: { kind: 'timeout' as const, atMs: 99_000 } };

describe('health', () => {
  it('of a daemon that stands by says nothing else than who has the lock', () => {
    const wan = { ...WELL, standsBy: '"fibre" belongs to box1', faults: FAULTS };
    expect(healthOf(reportOn(wan))).toMatchObject({
      status: 'degraded',
      reasons: ['fibre: standing by: "fibre" belongs to box1'],
    });
  });

  it('of a daemon that is well has the names that readers know', () => {
    const health = healthOf(reportOn());
    expect(health).toMatchObject({ status: 'healthy', reasons: [], pid: 42, uptime_seconds: 100 });
    expect(health).toMatchObject({ consecutive_failures: 0, router_reachable: true, wan_count: 1 });
    expect(health.wans[0]).toMatchObject({
      name: 'fibre',
      baseline_rtt_ms: 20,
      load_rtt_ms: 24,
      download: {
        state: 'GREEN',
        state_reason: 'held: GREEN, 4.0 ms over the baseline',
        current_rate_mbps: 90,
        wanted_rate_mbps: 90,
      },
      measurement: {
        available: true,
        state: 'healthy',
        raw_rtt_ms: 24.5,
        staleness_sec: 0.1,
        reflectors: [
          { host: '1.1.1.1', rtt_ms: 24.5, age_sec: 0.1, answered: 900, lost: 3 },
          { host: '9.9.9.9', rtt_ms: null, age_sec: null, answered: 0, lost: 9 },
        ],
      },
      router_connectivity: {
        is_reachable: true,
        last_failure_type: null,
        outage_duration_seconds: null,
        pending_writes: 0,
        last_accepted_write_seconds: 12,
        limits_checked_seconds: 30,
        limits_as_believed: true,
      },
      cycle_budget: { interval_ms: 50, overrun_count: 2, cycle_time_ms: { p99: 0.4 } },
      state: { saves: 2, save_failures: 0, bytes_per_hour: 36_000 },
    });
  });

  it('tells how many writes the flash took within the hour, of how many, and how rare raises are for that', () => {
    const budget = { used: 900, perHour: 5400, raiseEveryMs: 400 };
    const health = healthOf(reportOn({ queues: { ...WELL.queues, budget } }));
    expect(health.wans[0]?.router_connectivity).toMatchObject({
      writes_per_hour: 900,
      write_budget_per_hour: 5400,
      raise_every_seconds: 0.4,
    });
  });

  it('tells the health of every probe', () => {
    expect(healthOf(reportOn()).wans[0]?.probes.map(({ measures, state }) => [measures, state])).toEqual([
      ['rtt', 'healthy'],
      ['counters', 'healthy'],
    ]);
  });

  it('tells since when the router fails and what waits for it', () => {
    const waiting = [{ direction: 'download' as const, sinceMs: 60_000 }];
    const health = healthOf(reportOn({ faults: FAULTS, queues: { ...queues, waiting } }));
    expect(health).toMatchObject({ consecutive_failures: 3, router_reachable: false });
    expect(health.wans[0]?.router_connectivity).toMatchObject({
      is_reachable: false,
      last_failure_type: 'timeout',
      last_failure_time: '2026-01-01T00:01:39.000Z',
      outage_duration_seconds: 60,
      pending_writes: 1,
      oldest_pending_seconds: 40,
    });
  });

  it.each<[string, Partial<WanReport>, string]>([
    ['a router that fails', { faults: FAULTS }, 'router calls fail for 60 s: timeout'],
    ['a loop that does not turn', { tickedAtMs: 90_000 }, 'no decision for 10 s'],
    ['a loop that has never turned', { tickedAtMs: null }, 'no decision for 100 s'],
    [
      'measuring that has collapsed',
      { probes: RTT ? [{ ...RTT, state: 'collapsed', detail: 'no answer from a' }] : [] },
      'no measurement: no answer from a',
    ],
    [
      'counters that have collapsed',
      { probes: COUNTERS ? [{ ...COUNTERS, state: 'collapsed', detail: 'timeout' }] : [] },
      'no counters: timeout',
    ],
    [
      'many missed ticks',
      { lastMinute: { ...WELL.lastMinute, counters: { 'ticks.missed': 13 } } },
      '13 ticks missed in the last minute',
    ],
    [
      'state that is not saved',
      { lastMinute: { ...WELL.lastMinute, counters: { 'state.save-failures': 1 } } },
      'the state cannot be saved',
    ],
  ])('is degraded by %s', (_, wan, reason) => {
    const health = healthOf(reportOn(wan));
    expect(health.status).toBe('degraded');
    expect(health.reasons).toEqual([`fibre: ${reason}`]);
  });

  it.each<[string, Partial<WanReport>]>([
    ['a reflector that is silent', { probes: RTT ? [{ ...RTT, state: 'reduced', detail: 'x' }] : [] }],
    ['few missed ticks', { lastMinute: { ...WELL.lastMinute, counters: { 'ticks.missed': 12 } } }],
    ['a fault that is over', { faults: { ...FAULTS, failures: 0 } }],
  ])('is not degraded by %s', (_, wan) => {
    expect(healthOf(reportOn(wan)).status).toBe('healthy');
  });

  it('knows nothing before the first tick, and says so', () => {
    const unknown = { ...queues, acceptedAtMs: null, checkedAtMs: null };
    const acceptedBps = { download: null, upload: null };
    const health = healthOf({
      ...reportOn({ tickedAtMs: null, view: NOTHING_YET, queues: unknown, acceptedBps }),
      startedAtMs: 99_500,
    });
    expect(health.status).toBe('healthy');
    expect(health.wans[0]).toMatchObject({
      baseline_rtt_ms: null,
      download: { state: null, current_rate_mbps: null, wanted_rate_mbps: null },
      measurement: { raw_rtt_ms: null, staleness_sec: null, reflectors: [] },
      router_connectivity: { last_accepted_write_seconds: null, limits_as_believed: null },
    });
  });
});
