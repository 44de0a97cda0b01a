import { isJsonObject } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toColumns } from '../../src/history/columns.js';
import { toHistoryRow } from '../../src/history/row.js';
import { cyclesOf } from '../../src/replay/from-history.js';
import { row } from './rows.js';

const NOON = Date.parse('2026-01-09T12:00:00Z');
const FIELDS = [...Object.keys(row(NOON)), '__proto__'];
const value = fc.oneof(
  fc.double(),
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    'INFINITE',
    '2026-01-09',
    '+275760-09-13T00:00:00Z',
    1e300,
    -1,
    0,
    [1e300, -5, null],
    'RED',
  ),
  fc.dictionary(
    fc.constantFrom('zone', 'rate_bps', 'load', 'achieved_bps'),
    fc.oneof(fc.double(), fc.jsonValue()),
  ),
);

/** Lines of a file: a good row, of which some fields are something else; JSON knows numbers beyond all bounds. */
const lines = fc
  .dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 4 })
  .map((changes) => JSON.stringify({ ...row(NOON), ...changes }).replaceAll('"INFINITE"', '1e999'));

it('of any file holds figures that can be, and stands for a bounded number of cycles', async () => {
  await fc.assert(
    fc.asyncProperty(lines, async (line) => {
      const raw: unknown = JSON.parse(line);
      const read = isJsonObject(raw) ? toHistoryRow(raw) : null;
      if (!read) return;
      const { seconds, rtt_p50_ms, rtt_p95_ms, rtt_ms, download } = read;
      for (const figure of [
        seconds,
        rtt_p50_ms,
        rtt_p95_ms,
        ...rtt_ms,
        download.rate_bps,
        ...download.achieved_bps,
      ]) {
        expect(figure === null || (Number.isFinite(figure) && figure >= 0)).toBe(true);
      }
      const { columns } = toColumns(
        [read],
        { fromMs: Date.parse(read.time), toMs: Date.parse(read.time) + 60_000 },
        50,
      );
      expect(columns.length).toBeLessThanOrEqual(50);
      let cycles = 0;
      for await (const { tMs } of cyclesOf([read], 2000)) {
        expect(Number.isFinite(tMs)).toBe(true);
        cycles += 1;
        if (cycles > 2000) throw new Error('without end');
      }
    }),
  );
});
