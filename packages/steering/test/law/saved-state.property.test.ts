import type { JsonObject } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { persistState, restoreState } from '../../src/law/saved-state.js';
import { twoAlternates } from './driven-law.js';

const OPTIONS = twoAlternates();
const NAMES = Object.keys(persistState(OPTIONS, restoreState(OPTIONS, {})));
const value = fc.oneof(
  fc.double(),
  fc.jsonValue(),
  fc.constantFrom<unknown>(-1, 1e308, 'RED', 'WAN1_DEGRADED', 'wan3', 25, 3, 'constructor'),
  fc.array(fc.oneof(fc.double(), fc.jsonValue())),
  fc.dictionary(
    fc.constantFrom('score', 'degrade_remaining_sec', 'penalty_remaining_sec', 'toggle_ages_sec'),
    fc.double(),
  ),
);
const saved = fc.dictionary(fc.constantFrom(...NAMES, '__proto__'), value) as fc.Arbitrary<JsonObject>;

it('of any document is what can be, and comes back from the disk as it went', () => {
  fc.assert(
    fc.property(saved, (document) => {
      const state = restoreState(OPTIONS, document);
      const { baselineMinMs, baselineMaxMs } = OPTIONS.thresholds;
      expect([null, ...OPTIONS.alternates]).toContain(state.target);
      expect(
        state.baselineMs === null || (state.baselineMs >= baselineMinMs && state.baselineMs <= baselineMaxMs),
      ).toBe(true);
      const counts = [
        state.badCount,
        state.goodCount,
        state.redCount,
        state.unfitCount,
        state.staySec,
        state.movesLeft,
      ];
      for (const count of counts) expect(count >= 0 && count <= 1e6).toBe(true);
      for (const figures of Object.values(state.history))
        expect(figures.length).toBeLessThanOrEqual(OPTIONS.historySize);
      expect(state.confidence.score >= 0 && state.confidence.score <= 100).toBe(true);
      const saidAgain = JSON.stringify(
        restoreState(OPTIONS, JSON.parse(JSON.stringify(persistState(OPTIONS, state)))),
      );
      expect(saidAgain).toBe(JSON.stringify(state));
    }),
  );
});
