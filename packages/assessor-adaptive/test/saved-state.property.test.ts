import type { JsonObject } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adaptive, LINE } from './scenes.js';

const assessor = adaptive();
const value = fc.oneof(
  fc.double(),
  fc.jsonValue(),
  fc.constantFrom<unknown>(-1, 1e308, 'RED', 25, 5e6, null),
);
const section = (...keys: string[]) => fc.oneof(fc.dictionary(fc.constantFrom(...keys), value), value);
const baselines = section('a', 'b', '__proto__', 'constructor');
const saved = fc.record(
  {
    download: section('current_rate', '__proto__'),
    upload: section('current_rate'),
    ewma: section('baseline_rtt', 'load_rtt'),
    congestion: section('dl_state', 'ul_state'),
    adaptive: fc.oneof(
      fc.record({ noise: value, baselines, dl_capacity: value, ul_capacity: value }, { requiredKeys: [] }),
      value,
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

it('of any document is within its bounds, and keeps its rates on the way to the disk and back', () => {
  fc.assert(
    fc.property(saved, (document) => {
      const state = assessor.restore(document);
      const again = assessor.restore(JSON.parse(JSON.stringify(assessor.persist(state))));
      for (const direction of ['download', 'upload'] as const) {
        const { rateBps, capacityBps } = state[direction];
        const { floorBps, ceilingBps } = LINE.bounds[direction];
        expect(Number.isInteger(rateBps) && rateBps >= floorBps && rateBps <= ceilingBps).toBe(true);
        expect(capacityBps === null || (capacityBps >= floorBps && capacityBps <= 3 * ceilingBps)).toBe(true);
        expect(again[direction]).toMatchObject({ rateBps, zone: state[direction].zone });
      }
      const { noiseMs, reflectors } = state.sensing;
      expect(noiseMs >= 0 && noiseMs <= 60).toBe(true);
      for (const { baselineMs } of Object.values(reflectors))
        expect(baselineMs >= 0 && baselineMs <= 10_000).toBe(true);
      expect(state.loadMs >= 0 && state.loadMs <= 20_000).toBe(true);
      expect(assessor.persist(again)).toEqual(assessor.persist(assessor.restore(assessor.persist(again))));
    }),
  );
});
