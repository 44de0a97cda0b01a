import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { createAbortDamage } from '../../src/rest/abort-damage.js';
import { answered, CONTROL, pipeline, rest, start } from '../support.js';

describe('abort damage', () => {
  it('does nothing after aborts alone, or answers alone', () => {
    const damage = createAbortDamage(new ManualClock(), () => 0);
    for (let abort = 0; abort < 5; abort += 1) damage.ended('aborted');
    expect(damage.next()).toBe('none');
    const calm = createAbortDamage(new ManualClock(), () => 0);
    calm.ended('answered');
    calm.ended('answered');
    expect(calm.next()).toBe('none');
  });

  it('resets for a while after an abort and an answer, and then refuses one request', async () => {
    const clock = new ManualClock();
    const damage = createAbortDamage(clock, () => 0.5);
    damage.ended('aborted');
    damage.ended('answered');
    expect(damage.next()).toBe('reset');
    await clock.advance(1859);
    expect(damage.next()).toBe('reset');
    await clock.advance(1);
    expect([damage.next(), damage.next()]).toEqual(['wrong-401', 'none']);
  });

  it.each([
    ['7.21.5 (stable)', true],
    ['7.23.7 (long-term)', false],
  ])('in %s: %s', async (version, damaged) => {
    const clock = new ManualClock();
    const sim = await start({ clock, version });
    const hang = sim.fail({ times: 1 }, { kind: 'hang' });
    const abandoned = await pipeline(sim, [{ user: CONTROL, tag: 'abandoned' }]);
    await hang.firstHit;
    abandoned.destroy();
    await expect.poll(() => sim.rows('ip/service').length).toBe(5);
    const ended = answered(sim, 'abandoned');
    hang.remove();
    await ended;
    expect((await rest(sim, 'GET', 'system/identity')).status).toBe(200);
    const next = rest(sim, 'GET', 'system/identity').then(({ status }) => status);
    if (!damaged) return expect(await next).toBe(200);
    await expect(next).rejects.toThrow();
    await clock.advance(2400);
    expect((await rest(sim, 'GET', 'system/identity')).status).toBe(401);
    expect((await rest(sim, 'GET', 'system/identity')).status).toBe(200);
  });
});
