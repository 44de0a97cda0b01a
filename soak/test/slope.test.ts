import { expect, it } from 'vitest';
import { slopeOf } from '../src/slope.js';

it('finds the slope of a line without an error', () => {
  const { perUnit, error } = slopeOf([
    [0, 1],
    [1, 3],
    [2, 5],
    [5, 11],
  ]);
  expect(perUnit).toBeCloseTo(2, 9);
  expect(error).toBeCloseTo(0, 9);
});

// Worked by hand: residuals 1/6, -1/3, 1/6 about a line of slope 3/2; sqrt(1/6 / 1 / 2).
it('gives the standard error of points beside the line', () => {
  const { perUnit, error } = slopeOf([
    [0, 0],
    [1, 1],
    [2, 3],
  ]);
  expect(perUnit).toBeCloseTo(1.5, 9);
  expect(error).toBeCloseTo(Math.sqrt(1 / 12), 9);
});
