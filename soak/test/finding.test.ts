import { expect, it } from 'vitest';
import { growthAtMost } from '../src/finding.js';

it('doubts growth within two standard errors over its limit', () => {
  const points = [
    [0, 0],
    [1, 1],
    [2, 3],
  ] as const;
  expect(growthAtMost('growth', points, 1)).toEqual({
    ...{ what: 'growth', measured: '1.50 ± 0.29', limit: '1.00', holds: true },
  });
  expect(growthAtMost('growth', points, 0.9)).toMatchObject({ holds: false });
});

it('does not pass growth that cannot be told', () => {
  expect(growthAtMost('growth', [[0, 0]], 1)).toMatchObject({ holds: false });
});
