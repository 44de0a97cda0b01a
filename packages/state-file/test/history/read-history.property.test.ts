import { writeFile } from 'node:fs/promises';
import { isJsonObject } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { appendLines, dayFile } from '../../src/history/day-files.js';
import { readHistory } from '../../src/history/read-history.js';
import { tempFolder } from '../harness.js';

/** Each takes several turns of the disk. */
const RUNS = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 4) };

const row = fc.dictionary(fc.string({ unit: 'binary-ascii' }), fc.jsonValue());
const DAY = '2026-03-01';

it('gives every row that was added, in order, whatever a crash has left before them', async () => {
  const place = { folder: await tempFolder(), name: 'wan1' };
  const torn = fc.uint8Array().map((bytes) => Buffer.concat([Buffer.from('{"torn":"'), bytes]));
  await fc.assert(
    fc.asyncProperty(torn, fc.array(row, { minLength: 1, maxLength: 9 }), async (junk, rows) => {
      await writeFile(dayFile(place, DAY), junk);
      await appendLines(
        dayFile(place, DAY),
        rows.map((data) => JSON.stringify(data)),
      );
      const found = [];
      for await (const data of readHistory(place, new Date(DAY))) found.push(data);
      for (const data of found) expect(isJsonObject(data)).toBe(true);
      expect(JSON.stringify(found.slice(-rows.length))).toBe(JSON.stringify(rows));
    }),
    RUNS,
  );
});
