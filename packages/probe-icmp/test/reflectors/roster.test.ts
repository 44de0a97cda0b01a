import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Roster } from '../../src/reflectors/roster.js';

const names = (count: number) => Array.from({ length: count }, (_, index) => `h${index}`);

/** Probes each host in service so many times, with these outcomes. */
function rounds(roster: Roster, count: number, rttOf: (host: string, round: number) => number | null): void {
  for (let round = 0; round < count; round += 1) {
    for (const source of roster.inService()) {
      roster.note({ source, sentAtMs: round * 200, rttMs: rttOf(source, round) });
    }
  }
}

function trial(roster: Roster, source: string, ...outcomes: (number | null)[]): void {
  for (const rttMs of outcomes) roster.note({ source, sentAtMs: 0, rttMs });
}

describe('Roster', () => {
  it('blames nobody when all fail at once, whenever it looks', () => {
    const shape = { hosts: fc.integer({ min: 1, max: 12 }), active: fc.integer({ min: 1, max: 12 }) };
    const stretches = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 40 })), { maxLength: 6 });
    fc.assert(
      fc.property(fc.record(shape), stretches, ({ hosts, active }, line) => {
        const roster = new Roster(names(hosts), { active, kept: Math.min(active, 3) });
        for (const [isUp, length] of line) {
          for (let round = 0; round < length; round += 1) {
            for (const source of roster.inService()) {
              roster.note({ source, sentAtMs: round, rttMs: isUp ? 20 : null });
              expect(roster.review()).toEqual([]);
            }
          }
        }
      }),
    );
  });

  it('never has fewer in service than the lesser of three and what is wanted, nor more than wanted', () => {
    const outcome = fc.record({
      who: fc.nat(),
      rttMs: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
    });
    fc.assert(
      fc.property(
        ...[fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })],
        fc.array(outcome, { maxLength: 400 }),
        (hosts, active, outcomes) => {
          const roster = new Roster(names(hosts), { active, kept: Math.min(active, 3) });
          outcomes.forEach(({ who, rttMs }, at) => {
            // The lower the number the worse: there is somebody to blame.
            roster.note({
              source: `h${who % hosts}`,
              sentAtMs: at,
              rttMs: who % hosts < hosts / 2 ? rttMs : 5,
            });
            roster.review();
            const { length } = roster.inService();
            expect(length).toBeLessThanOrEqual(active);
            expect(length).toBeGreaterThanOrEqual(Math.min(hosts, active, 3));
          });
        },
      ),
    );
  });

  it('sets a dead one aside, once, and the next takes its place', () => {
    const roster = new Roster(names(6), { active: 4, kept: 3 });
    rounds(roster, 9, (host) => (host === 'h1' ? null : 20));
    expect(roster.review()).toEqual([]);
    rounds(roster, 1, (host) => (host === 'h1' ? null : 20));
    expect(roster.review()).toEqual(['reflector h1 is set aside: loss 27 %, jitter 0.0 ms']);
    expect(roster.review()).toEqual([]);
    expect(roster.inService()).toEqual(['h0', 'h2', 'h3', 'h4']);
    expect(roster.aside()).toEqual(['h1']);
  });

  it('sets aside one that answers unevenly while the others are steady', () => {
    const roster = new Roster(names(4), { active: 4, kept: 3 });
    rounds(roster, 100, (host, round) => (host === 'h3' ? (round % 2) * 60 : 20));
    roster.review();
    expect(roster.aside()).toEqual(['h3']);
  });

  it('keeps them all when load makes them all uneven', () => {
    const roster = new Roster(names(4), { active: 4, kept: 3 });
    rounds(roster, 100, (_, round) => (round % 2) * 60);
    expect(roster.review()).toEqual([]);
  });

  it('takes it back to its old place after three answers in a row, with figures anew', () => {
    const roster = new Roster(names(5), { active: 4, kept: 3 });
    rounds(roster, 20, (host) => (host === 'h0' ? null : 20));
    roster.review();
    trial(roster, 'h0', 20, 20, null, 20, 20);
    expect(roster.review()).toEqual([]);
    trial(roster, 'h0', 20);
    expect(roster.review()).toEqual(['reflector h0 answers again']);
    expect(roster.inService()).toEqual(['h0', 'h1', 'h2', 'h3']);
    expect(roster.figuresOf('h0').probes).toBe(0);
  });

  it('keeps three though two of four are dead, the better of the bad ones among them', () => {
    const roster = new Roster(names(4), { active: 4, kept: 3 });
    rounds(roster, 60, (host, round) => (host === 'h0' || (host === 'h1' && round % 2) ? null : 20));
    roster.review();
    expect(roster.inService()).toEqual(['h1', 'h2', 'h3']);
  });

  it('sets nobody aside when all are to be kept', () => {
    const roster = new Roster(names(5), { active: 5, kept: 5 });
    rounds(roster, 50, (host) => (host === 'h0' ? null : 20));
    expect(roster.review()).toEqual([]);
  });
});
