import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isJsonObject, type JsonObject, mergeJson } from '../src/index.js';

const jsonObject = fc.jsonValue().filter(isJsonObject) as fc.Arbitrary<JsonObject>;

it('merges at every depth and keeps what only the old one knows', () => {
  const base = { a: { x: 1, y: 2 }, b: [1, 2], c: 'old' };
  expect(mergeJson(base, { a: { y: 3 }, b: [9], d: null })).toEqual({
    a: { x: 1, y: 3 },
    b: [9],
    c: 'old',
    d: null,
  });
});

it('gives the update back when merged twice, and leaves its arguments alone', () => {
  fc.assert(
    fc.property(jsonObject, jsonObject, (base, update) => {
      const before = JSON.stringify([base, update]);
      const once = mergeJson(base, update);
      expect(mergeJson(once, update)).toEqual(once);
      expect(JSON.stringify([base, update])).toBe(before);
    }),
  );
});

it('takes a key named __proto__ for what it is', () => {
  const merged = mergeJson({}, JSON.parse('{"__proto__": {"x": 1}}'));
  expect(Object.keys(merged)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
});
