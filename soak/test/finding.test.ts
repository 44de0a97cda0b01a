import { expect, it } from 'vitest';
import { growthAtMost } from '../src/finding.js';

it('holds growth to its limit, whatever the doubt', () => {
  const points = [
    [0, 0],
    [1, 1],
    [2, 3],
  ] as const;
  expect(growthAtMost('growth', points, 1.5)).toEqual({
    ...{ what: 'growth', measured: '1.50 ± 0.29', limit: '1.50', holds: true },
  });
  expect(growthAtMost('growth', points, 1.4)).toMatchObject({ holds: false });
});

it('does not pass growth that cannot be told', () => {
  expect(growthAtMost('growth', [[0, 0]], 1)).toMatchObject({ holds: false });
});
