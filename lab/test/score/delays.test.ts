import { expect, it } from 'vitest';
import { delaysOf } from '../../src/score/delays.js';
import { recording } from '../recording.js';

it('what the line’s own round trip has changed is no added delay', () => {
  const rows = recording().rows.map((row) => ({ ...row, lineRttMs: row.tMs >= 5000 ? 35 : 20 }));
  const delays = delaysOf(recording({ rows }));
  expect(delays).toHaveLength(100);
  expect(delays[49]).toEqual({ tMs: 4900, addedMs: 49 });
  expect(delays[50]).toEqual({ tMs: 5000, addedMs: 35 });
});
