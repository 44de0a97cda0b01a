import type { JsonObject } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ZonesAssessor } from '../src/index.js';
import { FILE, lineOf, optionsOf } from './wan-file.js';

const assessor = new ZonesAssessor(optionsOf(FILE), lineOf(FILE, 2000));
const { bounds } = lineOf(FILE, 2000);
const value = fc.oneof(fc.double(), fc.jsonValue(), fc.constantFrom<unknown>(-1, 1e308, 'RED', 25, 50e6, 3));
const section = (...keys: string[]) => fc.oneof(fc.dictionary(fc.constantFrom(...keys), value), value);
const RATE_KEYS = ['current_rate', 'green_streak', 'soft_red_streak', 'red_streak', '__proto__'];
const saved = fc.record(
  {
    download: section(...RATE_KEYS),
    upload: section(...RATE_KEYS),
    ewma: section('baseline_rtt', 'load_rtt'),
    congestion: section('dl_state', 'ul_state'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

it('of any document is within its bounds, and comes back from the disk as it went', () => {
  fc.assert(
    fc.property(saved, (document) => {
      const state = assessor.restore(document);
      for (const direction of ['download', 'upload'] as const) {
        const { rateBps, greenStreak, softRedStreak, redStreak } = state[direction];
        expect(Number.isInteger(rateBps)).toBe(true);
        expect(rateBps).toBeGreaterThanOrEqual(bounds[direction].floorBps);
        expect(rateBps).toBeLessThanOrEqual(bounds[direction].ceilingBps);
        for (const streak of [greenStreak, softRedStreak, redStreak]) {
          expect(Number.isFinite(streak) && streak >= 0).toBe(true);
        }
      }
      for (const rttMs of [state.baselineMs, state.loadMs]) expect(rttMs > 0 && rttMs <= 10_000).toBe(true);
      expect(assessor.restore(JSON.parse(JSON.stringify(assessor.persist(state))))).toEqual(state);
    }),
  );
});
