import { expect, it } from 'vitest';
import { isTruthy, looseNumber, toJson } from '../../src/config/values.js';

it.each([true, 'false', ' ', 1n, -0.5, Number.NaN, [0], { a: 0 }, new Date(0)])(
  'takes %o as true, as Python does',
  (value) => {
    expect(isTruthy(value)).toBe(true);
  },
);

it.each([false, '', 0n, 0, null, undefined, [], {}])('takes %o as false, as Python does', (value) => {
  expect(isTruthy(value)).toBe(false);
});

it.each([
  ['2', 2],
  [2n, 2],
  [true, 1],
  ['', null],
  ['soon', null],
  [0, null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  [null, null],
  [[3n], null],
])('reads %o as a number of at least 1: %o', (value, number) => {
  expect(looseNumber(value, 1)).toBe(number);
});

it('makes plain JSON of what YAML gives', () => {
  expect(toJson({ a: 1n, b: [new Date(0), { c: null }], d: 'x' })).toEqual({
    a: 1,
    b: ['1970-01-01T00:00:00.000Z', { c: null }],
    d: 'x',
  });
});
