import { expect, it } from 'vitest';
import { randomOf } from '../src/random.js';

it('makes the same choices for the same seed, and others for another', () => {
  const choices = (seed: number) => {
    const random = randomOf(seed);
    return [random.between(0, 1e9), ...random.shuffled([1, 2, 3, 4, 5, 6, 7, 8])];
  };
  expect(choices(7)).toEqual(choices(7));
  expect(choices(7)).not.toEqual(choices(8));
});
