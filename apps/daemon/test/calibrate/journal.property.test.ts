import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWanctlError, type Json } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { receivedBps } from '../../src/calibrate/iperf.js';
import { readJournal, writeJournal } from '../../src/calibrate/journal.js';

const value = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.jsonValue(), fc.constant('INFINITE'));

it('gives back the limits that were written, or says that the file is damaged, whatever is in it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-journal-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'wan1_calibration.json');
  const document = fc.record({ limits_bps: fc.oneof(fc.record({ download: value, upload: value }), value) });
  const content = fc.oneof(
    document.map((data) => JSON.stringify(data)),
    fc.string({ unit: 'binary-ascii' }),
    fc.uint8Array(),
  );
  await writeJournal(file, { download: 5, upload: Number.MAX_SAFE_INTEGER });
  expect(await readJournal(file)).toEqual({ download: 5, upload: Number.MAX_SAFE_INTEGER });
  await fc.assert(
    fc.asyncProperty(content, async (junk) => {
      await writeFile(file, junk);
      const found = await readJournal(file).catch((error: unknown) => error);
      if (isWanctlError(found)) expect(found.message).toContain(`${file} is damaged`);
      else
        for (const bps of Object.values(found ?? {})) {
          expect(Number.isSafeInteger(bps) && Number(bps) >= 0).toBe(true);
        }
    }),
    { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 2) },
  );
});

it('takes a rate out of a report of iperf3 that can be one, or none', () => {
  const sum = fc.oneof(fc.record({ bits_per_second: value }), value);
  const report = fc.oneof(fc.record({ end: fc.oneof(fc.record({ sum_received: sum }), value) }), value);
  fc.assert(
    fc.property(report, (data) => {
      const rateBps = receivedBps(JSON.parse(JSON.stringify(data).replaceAll('"INFINITE"', '1e999')) as Json);
      expect(rateBps === null || (rateBps > 0 && Number.isFinite(rateBps))).toBe(true);
    }),
  );
});
