import { expect, it } from 'vitest';
import { matchingRows } from '../src/index.js';

it('compares rows exactly, by all wanted properties', () => {
  const rows = [
    { name: 'a', comment: 'x.y' },
    { name: 'a', comment: 'xzy' },
    { name: 'a ', comment: 'x.y' },
    { comment: 'a' },
  ];
  expect(matchingRows(rows, { name: 'a', comment: 'x.y' })).toEqual([rows[0]]);
  expect(matchingRows(rows, { missing: '' })).toEqual([]);
  expect(matchingRows(rows)).toEqual(rows);
});
