import type { JsonObject } from '@wanctl/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHistoryRow } from '../../src/history/row.js';
import { row } from './rows.js';

const NOON = Date.parse('2026-01-09T12:00:00Z');

describe('a row of a file', () => {
  it('is read as it was written', () => {
    const written = row(NOON);
    expect(toHistoryRow(JSON.parse(JSON.stringify(written)))).toEqual(written);
  });

  it('of another version is read as far as it is known', () => {
    const { time, wan } = row(NOON);
    const nothing = { zone: null, rate_bps: null, min_rate_bps: null, load: null, achieved_bps: [] };
    expect(
      toHistoryRow({
        time,
        wan,
        seconds: 10,
        rtt_p50_ms: -1,
        download: { zone: 'BLUE', load: '1', achieved_bps: 5 },
        more: 1,
      }),
    ).toEqual({
      ...{
        time,
        wan,
        seconds: 10,
        rtt_p50_ms: null,
        rtt_p95_ms: null,
        rtt_ms: [],
        probes: 0,
        lost: 0,
        writes: 0,
      },
      download: nothing,
      upload: nothing,
    });
  });

  it.each([{ time: 'noon' }, { time: 5 }, { wan: null }, { seconds: 0 }, { seconds: '10' }])(
    'with %j is none',
    (fields) =>
      expect(toHistoryRow({ time: '2026-01-09T12:00:00Z', wan: 'cable', seconds: 10, ...fields })).toBeNull(),
  );

  it('may hold anything', () => {
    const anything = fc.record(
      Object.fromEntries(Object.keys(row(NOON)).map((key) => [key, fc.jsonValue()])),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const fixed = { time: '2026-01-09T12:00:00Z', wan: 'cable', seconds: 10 };
        expect(toHistoryRow({ ...(raw as JsonObject), ...fixed })).toMatchObject(fixed);
      }),
    );
  });
});
