import { describe, expect, it } from 'vitest';
import { healthOf } from '../../src/health/health.js';
import { statusScreen } from '../../src/health/status-screen.js';
import type { SteeringReport } from '../../src/health/steering-health.js';
import { reportOn, STEERED } from './report.js';

const FAULTS = { failures: 3, sinceMs: 40_000, last: { kind: 'unreachable' as const, atMs: 99_000 } };
const { steering } = STEERED;
const [CABLE] = steering.alternates;

const healthWith = (edit: Partial<SteeringReport>) => healthOf(reportOn({}, [{ ...STEERED, ...edit }]));

describe('health', () => {
  it('has steering beside the WANs', () => {
    const health = healthWith({});
    expect(health).toMatchObject({ status: 'healthy', wan_count: 1, router_reachable: true });
    expect(health.steerings[0]).toMatchObject({
      name: 'steering',
      steering: { enabled: true, state: 'FIBRE_DEGRADED', mode: 'active', judge: 'congestion' },
      primary: { wan: 'fibre', zone: 'YELLOW', baseline_rtt_ms: 20, heard_sec: 0.05 },
      alternates: [{ rule: 'enabled' }, { wan: 'lte', heard_sec: null }],
      moves_left: 98,
    });
  });

  it.each<[string, Partial<SteeringReport>, string]>([
    ['a router that fails', { faults: FAULTS }, 'router calls fail for 60 s: unreachable'],
    ['a loop that does not turn', { tickedAtMs: 90_000 }, 'no decision for 10 s'],
    [
      'a primary that nothing is known of',
      { steering: { ...steering, primary: { ...steering.primary, baselineMs: null } } },
      'no baseline of fibre: does its wanctl run?',
    ],
    [
      'a rule that is missing',
      { steering: { ...steering, alternates: CABLE ? [{ ...CABLE, rule: 'missing' }] : [] } },
      'the rule for cable is missing on the router',
    ],
  ])('is degraded by %s', (_, edit, reason) => {
    const health = healthWith(edit);
    expect(health.status).toBe('degraded');
    expect(health.reasons).toEqual([`steering: ${reason}`]);
  });

  it('is patient with a primary that has just begun', () => {
    const primary = { ...steering.primary, baselineMs: null };
    const report = reportOn({}, [{ ...STEERED, steering: { ...steering, primary } }]);
    expect(healthOf({ ...report, startedAtMs: 90_000 }).status).toBe('healthy');
  });
});

it('is shown below the WANs', () => {
  const text = statusScreen(healthWith({}), 80);
  expect(text.slice(text.indexOf('steering  ')).split('\n')).toEqual([
    'steering      healthy; by congestion, a decision every 2 s',
    '  state       FIBRE_DEGRADED: new connections go over cable; YELLOW, 20.0 ms',
    '              over the baseline, 0 drops, 0 packets queued',
    '  fibre       YELLOW, measurement healthy, 20.0 ms without load, heard of 50ms',
    '              ago',
    '  cable       rule enabled; GREEN, measurement healthy, 24.0 ms without load,',
    '              heard of 50ms ago',
    '  lte         rule disabled; zone unknown, not heard of yet',
    '  signals     delay and queue',
    '  counters    healthy; queue counters by rest https://192.0.2.1',
    '  guard       98 moves left, stays for 3s',
    '  router      rest https://192.0.2.1, fine',
    '  loop        0 ticks missed, 0.40 ms of work at p99; state 0 kB/h',
  ]);
});

it('shows what is wanted while the router has not done it, and a dry run', () => {
  const text = statusScreen(
    healthWith({ dryRun: true, faults: FAULTS, steering: { ...steering, wanted: 'fibre' } }),
    80,
  );
  expect(text).toContain('by congestion, dry run, a decision');
  expect(text).toContain('go over cable, fibre is wanted;');
  expect(text).toContain('rest https://192.0.2.1, failing: unreachable');
});
