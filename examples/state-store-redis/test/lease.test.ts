import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { keepLease, momentOf } from '../src/lease.js';

const LEASE_MS = 6000;

/** A lease whose renewals are answered by `answer`, and a promise that tells when it is lost. */
function leased(answer: () => Promise<boolean>) {
  const clock = new ManualClock();
  const renewals: number[] = [];
  const renew = () => {
    renewals.push(clock.now());
    return answer();
  };
  const lock = keepLease({
    leaseMs: LEASE_MS,
    taken: momentOf(clock),
    renew,
    giveBack: async () => {},
    clock,
  });
  let isLost = false;
  void lock.lost.then(() => {
    isLost = true;
  });
  return { clock, lock, renewals, isLost: () => isLost };
}

describe('a lease', () => {
  it('lasts while it is renewed, six times in its length', async () => {
    const { clock, lock, renewals } = leased(async () => true);
    await clock.advance(60_000);
    expect(lock.held()).toBe(true);
    expect(renewals.slice(0, 3)).toEqual([1000, 2000, 3000]);
  });

  it('ends a sixth of its length early, counted from when the last good renewal was sent', async () => {
    let isHeard = true;
    const { clock, lock, isLost } = leased(async () => {
      if (!isHeard) throw new Error('unreachable');
      return true;
    });
    await clock.advance(2000);
    isHeard = false;
    await clock.advance(4999);
    expect([lock.held(), isLost()]).toEqual([true, false]);
    await clock.advance(1);
    expect(lock.held()).toBe(false);
    await clock.advance(1000);
    expect(isLost()).toBe(true);
    isHeard = true;
    await clock.advance(10_000);
    expect(lock.held()).toBe(false);
  });

  it('is over at once when it is found to be another’s', async () => {
    const { clock, lock, isLost } = leased(async () => false);
    await clock.advance(1000);
    expect([lock.held(), isLost()]).toEqual([false, true]);
  });

  it('is over for a machine that was suspended, whose monotonic clock has stood still', () => {
    const { clock, lock } = leased(async () => true);
    clock.setWall(new Date(clock.wall().getTime() + LEASE_MS));
    expect(lock.held()).toBe(false);
  });

  it('is not prolonged by an answer that comes too late', async () => {
    let answerLate = (_: boolean) => {};
    const { clock, lock, isLost } = leased(
      () =>
        new Promise((resolve) => {
          answerLate = resolve;
        }),
    );
    await clock.advance(5000);
    answerLate(true);
    await clock.advance(0);
    expect([lock.held(), isLost()]).toEqual([false, true]);
  });
});
