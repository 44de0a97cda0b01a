import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intervalOf, targetsOf, trialsOf } from '../src/schedule.js';

const place = (host: string, address: string | null = host) => ({ host, address });
const pace = fc.oneof(
  fc.record({ intervalMs: fc.double({ min: 200, max: 60_000, noNaN: true }) }),
  fc.record({ ratePerSec: fc.double({ min: 0.1, max: 80, noNaN: true }) }),
);

describe('intervalOf', () => {
  it('spreads a rate over the hosts', () => {
    expect(intervalOf({ ratePerSec: 20 }, 4)).toBe(200);
    expect(intervalOf({ ratePerSec: 20 }, 10)).toBe(500);
    expect(intervalOf({ ratePerSec: 20 }, 3)).toBe(200);
  });
});

describe('targetsOf', () => {
  it('gives no address more than 5 a second, however many names it has', () => {
    const addresses = fc.array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(pace, addresses, (wanted, list) => {
        const targets = targetsOf(
          list.map((address, index) => place(`h${index}`, address)),
          wanted,
        );
        for (const wantedAddress of ['a', 'b', 'c']) {
          const perSec = targets
            .filter(({ address }) => address === wantedAddress)
            .reduce((sum, { intervalMs }) => sum + 1000 / intervalMs, 0);
          expect(perSec).toBeLessThanOrEqual(5 + 1e-9);
        }
      }),
    );
  });

  it('never exceeds the wanted rate, and sends within the first interval', () => {
    const rate = fc.double({ min: 0.1, max: 80, noNaN: true });
    fc.assert(
      fc.property(rate, fc.integer({ min: 1, max: 16 }), (ratePerSec, hosts) => {
        const places = Array.from({ length: hosts }, (_, index) => place(`h${index}`));
        const targets = targetsOf(places, { ratePerSec });
        const perSec = targets.reduce((sum, { intervalMs }) => sum + 1000 / intervalMs, 0);
        expect(perSec).toBeLessThanOrEqual(ratePerSec * (1 + 1e-9));
        for (const { offsetMs, intervalMs } of targets) expect(offsetMs).toBeLessThan(intervalMs);
      }),
    );
  });

  it('leaves the place of a host without an address empty', () => {
    expect(targetsOf([place('a'), place('b', null), place('c')], { intervalMs: 300 })).toMatchObject([
      { host: 'a', offsetMs: 0 },
      { host: 'c', offsetMs: 200 },
    ]);
  });
});

describe('trialsOf', () => {
  it('tries every 30 s, first after 30 s', () => {
    expect(trialsOf([place('a'), place('b')])).toEqual([
      { host: 'a', address: 'a', intervalMs: 30_000, offsetMs: 30_000 },
      { host: 'b', address: 'b', intervalMs: 30_000, offsetMs: 45_000 },
    ]);
  });
});
