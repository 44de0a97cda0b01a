import { describe, expect, it } from 'vitest';
import { judge } from '../src/health.js';

const GOOD = { fault: '', quietMs: 100, staleMs: 10_000, missing: [] };

describe('judge', () => {
  it.each([
    ['starting', { quietMs: null }, ''],
    ['healthy', {}, ''],
    ['healthy', { quietMs: 60_000 }, ''],
    ['reduced', { fault: 'timeout' }, 'timeout'],
    ['collapsed', { fault: 'timeout', quietMs: 10_000 }, 'timeout'],
    ['collapsed', { fault: 'timeout', quietMs: null }, 'timeout'],
    ['reduced', { missing: ['a'] }, 'the router shows no counters of queue "a"'],
    ['collapsed', { missing: ['a', 'b'] }, 'the router shows no counters of queue "a" and "b"'],
  ])('finds %s in %j', (state, record, detail) => {
    expect(judge({ ...GOOD, ...record })).toEqual({ state, detail });
  });
});
