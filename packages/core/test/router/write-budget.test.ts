import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WriteBudget } from '../../src/router/write-budget.js';

const HOUR_MS = 3_600_000;
const PER_HOUR = 5400;

function setUp() {
  let nowMs = 0;
  const budget = new WriteBudget({ now: () => nowMs });
  const advance = (ms: number) => {
    nowMs += ms;
  };
  /** Wants a raise of the download every `everyMs` for so long, each with cuts after it; gives how many raises went. */
  const load = (forMs: number, everyMs: number, cuts = 0) => {
    let raises = 0;
    for (let elapsedMs = 0; elapsedMs < forMs; elapsedMs += everyMs) {
      if (budget.take('download', true)) {
        raises += 1;
        for (let cut = 0; cut < cuts; cut += 1) budget.take('download', false);
      }
      advance(everyMs);
    }
    return raises;
  };
  return { budget, advance, load, now: () => nowMs };
}

describe('raises', () => {
  it('go four times a second while much is left', () => {
    expect(setUp().load(60_000, 50)).toBeGreaterThanOrEqual(240);
  });

  it('of both limits every two seconds, as existing files decide, never wait', () => {
    const { budget, advance } = setUp();
    for (let cycle = 0; cycle < 3 * 1800; cycle += 1) {
      expect([budget.take('download', true), budget.take('upload', true)]).toEqual([true, true]);
      advance(2000);
    }
  });

  it('become rarer little by little, until no more go than are saved up', () => {
    const { budget, load } = setUp();
    const perMinute = Array.from({ length: 90 }, () => load(60_000, 50));
    perMinute.forEach((raises, minute) => {
      expect(raises).toBeLessThanOrEqual((perMinute[minute - 1] ?? raises) + 2);
    });
    expect(perMinute.at(-1)).toBeGreaterThanOrEqual(57);
    expect(budget.health().used).toBeLessThanOrEqual(PER_HOUR);
    expect(budget.health().raiseEveryMs).toBeCloseTo(1000, -2);
  });

  it('yield to cuts, and are back when these have ceased', () => {
    const { budget, advance, load } = setUp();
    for (let cut = 0; cut < 2000; cut += 1) expect(budget.take('download', false)).toBe(true);
    expect(budget.health()).toEqual({ used: 2000, perHour: PER_HOUR, raiseEveryMs: null });
    expect(budget.take('download', true)).toBe(false);
    advance(HOUR_MS);
    expect(budget.health()).toEqual({ used: 0, perHour: PER_HOUR, raiseEveryMs: 200 });
    expect(load(10_000, 250)).toBe(40);
  });

  it('go on at the pace that pays for the cuts after them', () => {
    const { budget, load } = setUp();
    load(2 * HOUR_MS, 100, 5);
    expect(load(HOUR_MS, 100, 5)).toBeGreaterThan(550);
    expect(budget.health().used).toBeLessThan(3700);
  });
});

describe('any sequence of wishes', () => {
  const wish = fc.record({
    direction: fc.constantFrom('download' as const, 'upload' as const),
    isRaise: fc.boolean(),
    times: fc.integer({ min: 1, max: 2000 }),
    everyMs: fc.integer({ min: 1, max: 2000 }),
  });

  it('has all cuts go at once, and no hour that raises bring beyond the budget', () => {
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 20 }), (wishes) => {
        const { budget, advance, now } = setUp();
        const writtenAtMs: number[] = [];
        let hourBegins = 0;
        for (const { direction, isRaise, times, everyMs } of wishes) {
          for (let time = 0; time < times; time += 1) {
            const taken = budget.take(direction, isRaise);
            if (taken) writtenAtMs.push(now());
            while ((writtenAtMs[hourBegins] ?? now()) <= now() - HOUR_MS) hourBegins += 1;
            const isWithin = writtenAtMs.length - hourBegins <= PER_HOUR;
            if (isRaise && taken && !isWithin) throw new Error('a raise went beyond the budget');
            if (!isRaise && !taken) throw new Error('a cut was delayed');
            advance(everyMs);
          }
        }
      }),
    );
  });
});
