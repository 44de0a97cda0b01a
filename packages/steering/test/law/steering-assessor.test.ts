import { describeAssessor } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { SteeringAssessor, type SteeringObservation, type SteeringVerdict } from '../../src/index.js';
import { CALM, DOWN, DrivenLaw, RED, twoAlternates } from './driven-law.js';

/** An evening: calm, congested, an alternate that fails, a rule that vanishes, an outage, calm again. */
function evening(): SteeringObservation[] {
  const driven = new DrivenLaw();
  const seen: SteeringObservation[] = [];
  const show = (what: Partial<SteeringObservation>, ticks: number) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      driven.see(what);
      seen.push(driven.observation(what));
    }
  };
  show(CALM, 5);
  show(RED, 10);
  driven.health['wan2'] = { zone: 'RED' };
  show({ ...RED, drops: null, queuedPackets: null }, 5);
  driven.rules['wan3'] = 'missing';
  show(DOWN, 5);
  show({ rttMs: null }, 3);
  show(CALM, 40);
  return seen;
}

function faultsOf({ target, wanted, reason }: SteeringVerdict): string[] {
  const known = [null, 'wan2', 'wan3'];
  const faults = [target, wanted].filter((wan) => !known.includes(wan)).map((wan) => `${wan} is no WAN`);
  return reason.code && reason.text ? faults : [...faults, 'no reason'];
}

for (const judge of ['congestion', 'delay', 'confidence'] as const) {
  const open = () => ({
    assessor: new SteeringAssessor(twoAlternates({ judge })),
    observations: evening(),
    faultsOf,
  });
  describeAssessor(`SteeringAssessor, judging by ${judge}`, open, { describe, it, expect });
}

describe('congestion', () => {
  it('steers away after two RED samples and back after fifteen GREEN ones', () => {
    const driven = new DrivenLaw();
    driven.see(CALM);
    expect(driven.see(RED)?.wanted).toBeNull();
    expect(driven.see(RED)).toMatchObject({ wanted: 'wan2', target: null, reason: { code: 'away' } });
    const confirmed = driven.see(CALM);
    expect(confirmed).toMatchObject({
      target: 'wan2',
      transition: { from: null, to: 'wan2', cause: 'decided' },
    });
    while (driven.state.congestion !== 'GREEN') driven.see(CALM);
    driven.see(CALM, 13);
    expect(driven.state.target).toBe('wan2');
    expect(driven.see(CALM)).toMatchObject({ wanted: null, reason: { code: 'back' } });
    driven.see(CALM);
    expect(driven.state.target).toBeNull();
  });

  it('is RED without drops where the router counts none: by its queue, or by the WAN itself', () => {
    const byQueue = new DrivenLaw();
    byQueue.see({ ...RED, drops: null }, 2);
    expect(byQueue.state.asked?.to).toBe('wan2');
    const byZone = new DrivenLaw();
    byZone.see({ ...RED, drops: null, queuedPackets: 0, primary: { zone: 'RED', measurement: null } }, 2);
    expect(byZone.state.asked?.to).toBe('wan2');
    const neither = new DrivenLaw();
    neither.see({ ...RED, drops: null, queuedPackets: 0 }, 5);
    expect(neither.state).toMatchObject({ congestion: 'YELLOW', asked: null });
    const uncounted = new DrivenLaw();
    uncounted.see({ ...RED, drops: 0 }, 5);
    expect(uncounted.state).toMatchObject({ congestion: 'YELLOW', asked: null });
  });

  it('takes as many seconds at any interval', () => {
    const secondsUntilSteered = (intervalMs: number) => {
      const driven = new DrivenLaw(twoAlternates({ intervalMs }));
      while (driven.state.asked === null) driven.see({ ...RED, drops: 50 });
      return driven.nowMs / 1000;
    };
    expect([500, 1000, 2000].map(secondsUntilSteered)).toEqual([4, 4, 4]);
    // One sample is never enough.
    expect(secondsUntilSteered(10_000)).toBe(20);
  });

  it('counts drops per 2 s, whatever the interval', () => {
    const thresholds = { ...twoAlternates().thresholds, minDropsRed: 3 };
    const driven = new DrivenLaw(twoAlternates({ intervalMs: 500, thresholds }));
    driven.see({ ...RED, drops: 1 }, 10);
    expect(driven.state.congestion).toBe('RED');
  });

  it('adds to the confidence when the WAN itself has been SOFT_RED for three samples', () => {
    const driven = new DrivenLaw(twoAlternates({ judge: 'confidence' }));
    const softRed = { rttMs: 24, primary: { zone: 'SOFT_RED' as const, measurement: null } };
    const scores = [1, 2, 3].map(() => driven.see(softRed) && driven.state.confidence.score);
    expect(scores).toEqual([0, 0, 25]);
  });

  it('holds while nothing is measured', () => {
    const driven = new DrivenLaw();
    driven.see(RED);
    const before = driven.state;
    expect(driven.see({ rttMs: null }, 30)).toBeNull();
    expect({ ...driven.state, tickedAtMs: 0, enabledRules: [] }).toEqual({
      ...before,
      tickedAtMs: 0,
      enabledRules: [],
    });
  });

  it.each(['congestion', 'delay', 'confidence'] as const)(
    'steers away from a line that is down (%s)',
    (judge) => {
      const driven = new DrivenLaw(twoAlternates({ judge }));
      driven.see(CALM);
      driven.see(DOWN, 20);
      expect(driven.state.target).toBe('wan2');
    },
  );

  it('believes no baseline out of its window', () => {
    const driven = new DrivenLaw();
    expect(driven.see({ baselineMs: 8 })).toBeNull();
    driven.see({ baselineMs: 24 });
    driven.see({ baselineMs: 70 });
    expect(driven.state.baselineMs).toBe(24);
  });
});

describe('a restart', () => {
  it('goes on with the time left, whatever the calendar says', () => {
    const driven = new DrivenLaw(
      twoAlternates({ guard: { minStaySec: 60, movesPerDay: 3, handsOffSec: 600 } }),
    );
    driven.see(RED, 3);
    const saved = driven.law.persist(driven.state);
    expect(saved).toMatchObject({
      steered_to: 'wan2',
      stay_remaining_sec: 60,
      current_state: 'WAN1_DEGRADED',
    });
    driven.nowMs = 5;
    driven.state = driven.law.restore(saved);
    driven.see(CALM, 10);
    expect(driven.state).toMatchObject({ target: 'wan2', staySec: 40 });
    expect(driven.state.movesLeft).toBeCloseTo(2, 2);
  });

  it.each([
    ['SPECTRUM_DEGRADED', 'wan2'],
    ['ATT_GOOD', null],
    ['nonsense', null],
    [7, null],
  ])('reads the state name %s by its end', (name, target) => {
    expect(new DrivenLaw().law.restore({ current_state: name }).target).toBe(target);
  });

  it('throws no value at its own word', () => {
    const junk = {
      red_count: -3,
      baseline_rtt: 9000,
      rtt_delta_ewma: '4',
      history_rtt: 'x',
      moves_left: 1e9,
    };
    expect(new DrivenLaw().law.restore(junk)).toMatchObject({
      redCount: 0,
      baselineMs: null,
      deltaEwmaMs: 0,
      history: { rttMs: [] },
      movesLeft: 100,
    });
  });
});
