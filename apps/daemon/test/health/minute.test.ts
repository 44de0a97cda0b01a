import { ManualClock } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { keepMinute } from '../../src/health/minute.js';
import { takeMark } from '../../src/health/profile.js';

it('begins 45 to 60 s ago, and at the start before that', async () => {
  const clock = new ManualClock();
  const minute = keepMinute(() => takeMark([], clock), clock);
  for (let second = 0; second < 45; second += 1) {
    expect(minute.begin().at_ms).toBe(0);
    await clock.advance(1000);
  }
  for (let second = 45; second < 200; second += 1) {
    const ageMs = clock.now() - minute.begin().at_ms;
    expect(ageMs).toBeGreaterThanOrEqual(45_000);
    expect(ageMs).toBeLessThanOrEqual(60_000);
    await clock.advance(1000);
  }
  minute.end();
  const last = minute.begin();
  await clock.advance(100_000);
  expect(minute.begin()).toBe(last);
});
