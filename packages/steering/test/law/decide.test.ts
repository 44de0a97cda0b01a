import { describe, expect, it } from 'vitest';
import { CALM, DOWN, DrivenLaw, RED, twoAlternates } from './driven-law.js';

function steered(options = twoAlternates()): DrivenLaw {
  const driven = new DrivenLaw(options);
  driven.see(CALM);
  driven.see(RED, 3);
  return driven;
}

describe('the choice of an alternate', () => {
  it.each([
    [{ zone: 'RED' as const }, 'wan2 is RED too'],
    [{ zone: 'SOFT_RED' as const }, 'wan2 is SOFT_RED too'],
    [{ measurement: 'collapsed' as const }, 'wan2 answers no probe'],
    [{ rule: 'missing' as const }, 'wan2 has no rule on the router'],
    [{ rule: 'ambiguous' as const }, 'wan2 has several rules on the router'],
  ])('passes over one with %o, and without another says why', (health, complaint) => {
    const driven = new DrivenLaw();
    driven.health['wan2'] = health;
    driven.see(RED, 2);
    expect(driven.verdicts.at(-1)?.wanted).toBe('wan3');
    const alone = new DrivenLaw(twoAlternates({ alternates: ['wan2'] }));
    alone.health['wan2'] = health;
    const verdict = alone.see(RED, 2);
    expect(verdict).toMatchObject({ wanted: null, reason: { code: 'no-alternate' } });
    expect(verdict?.reason.text).toContain(complaint);
  });

  it('does not mind a YELLOW one', () => {
    const driven = new DrivenLaw();
    driven.health['wan2'] = { zone: 'YELLOW' };
    expect(driven.see(RED, 2)?.wanted).toBe('wan2');
  });

  it('moves on when the one in use goes on suffering', () => {
    const driven = steered();
    driven.health['wan2'] = { zone: 'RED' };
    driven.see(RED, 5);
    expect(driven.state.target).toBe('wan3');
    expect(driven.verdicts.map(({ reason }) => reason.code)).toContain('move');
  });

  it('returns from one that is down when there is no other, unless the primary is down too', () => {
    const driven = steered();
    driven.health['wan2'] = { measurement: 'collapsed' };
    driven.health['wan3'] = { zone: 'RED' };
    driven.see(DOWN, 5);
    expect(driven.state.target).toBe('wan2');
    driven.see(RED, 2);
    expect(driven.state.target).toBeNull();
    expect(driven.verdicts.map(({ reason }) => reason.code)).toContain('alternate-down');
    expect(driven.see(RED, 2)?.reason.code).toBe('no-alternate');
  });
});

describe('the guard', () => {
  it('keeps a minimum stay', () => {
    const driven = steered(twoAlternates({ guard: { minStaySec: 120, movesPerDay: 9, handsOffSec: 600 } }));
    driven.see(CALM, 50);
    expect(driven.state.target).toBe('wan2');
    expect(driven.verdicts.at(-1)?.reason.code).toBe('too-soon');
    driven.see(CALM, 15);
    expect(driven.state.target).toBeNull();
  });

  it('stays on the primary once the moves of the day are spent', () => {
    const driven = steered(twoAlternates({ guard: { minStaySec: 0, movesPerDay: 1, handsOffSec: 600 } }));
    while (driven.state.target !== null) driven.see(CALM);
    driven.see(RED, 5);
    expect(driven.verdicts.at(-1)).toMatchObject({ wanted: null, reason: { code: 'budget' } });
    driven.see({ rttMs: null }, (24 * 3600) / 2);
    driven.see(RED, 3);
    expect(driven.state.target).toBe('wan2');
  });
});

describe('the router', () => {
  it('is believed: what it has not done has not happened', () => {
    const driven = new DrivenLaw();
    driven.obeys = false;
    driven.see(RED, 6);
    expect(driven.state).toMatchObject({ target: null, redCount: 6, asked: { to: 'wan2' } });
    driven.see(CALM, 20);
    expect(driven.state).toMatchObject({ target: null, asked: null });
  });

  it('leaves the state alone while its rules are not seen', () => {
    const driven = steered();
    driven.rules['wan2'] = 'unknown';
    driven.see(RED, 10);
    expect(driven.state).toMatchObject({ target: 'wan2', handsOffSec: 0 });
  });

  it.each([
    ['enabled', 'disabled', 'wan2', null],
    ['disabled', 'enabled', null, 'wan2'],
    ['disabled', 'missing', null, null],
  ] as const)('is followed at start: rule %s, then %s', (atFirst, later, first, then) => {
    const driven = new DrivenLaw();
    driven.state = driven.law.restore({ current_state: first === null ? 'WAN1_DEGRADED' : 'WAN1_GOOD' });
    driven.rules['wan2'] = atFirst;
    const verdict = driven.see(CALM);
    expect(verdict?.transition).toMatchObject({ to: first, cause: 'reconciled' });
    expect(driven.state.handsOffSec).toBe(0);
    driven.rules['wan2'] = later;
    driven.see(CALM);
    expect(driven.state.target).toBe(then);
  });

  it('has a rule that somebody else toggled left alone for ten minutes', () => {
    const driven = steered();
    driven.rules['wan2'] = 'disabled';
    expect(driven.see(RED)).toMatchObject({ transition: { to: null, cause: 'foreign' }, handsOff: true });
    const refused = driven.see(RED, 200);
    expect(refused).toMatchObject({ wanted: null, reason: { code: 'left-alone' } });
    expect(driven.rules['wan2']).toBe('disabled');
    driven.see(RED, 110);
    expect(driven.state.target).toBe('wan2');
  });

  it('has a second rule that somebody else enabled left alone too, and then disabled', () => {
    const driven = steered();
    driven.rules['wan3'] = 'enabled';
    expect(driven.see(RED)).toMatchObject({ target: 'wan2', transition: null, handsOff: true });
    driven.see(RED, 320);
    expect(driven.rules).toEqual({ wan2: 'enabled', wan3: 'disabled' });
    expect(driven.state).toMatchObject({ target: 'wan2', handsOffSec: 0 });
  });
});
