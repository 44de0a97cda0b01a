import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { WanFile } from '../../src/index.js';

/** Each takes several turns of the disk. */
const RUNS = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 4) };

const value = fc.oneof(
  fc.double(),
  fc.jsonValue(),
  fc.constantFrom<unknown>('RED', 'GREEN', 'constructor', -5, 24),
);
const document = fc.record(
  {
    ewma: fc.oneof(fc.record({ baseline_rtt: value }), value),
    congestion: fc.oneof(fc.record({ dl_state: value, ul_state: value }), value),
  },
  { requiredKeys: [] },
);
const huge = document.map((data) => JSON.stringify(data).replace('24', '1e999'));
const content = fc.oneof(huge, fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary-ascii' }));

it('of another program tells a finite baseline and a known zone, or nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wan-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'wan1_state.json');
  await fc.assert(
    fc.asyncProperty(content, async (text) => {
      await writeFile(file, text);
      const clock = new ManualClock();
      const source = new WanFile({
        wan: 'wan1',
        files: [file],
        periodMs: 2000,
        clock,
        logger: new RecordingLogger(),
      });
      await source.start();
      source.stop();
      const { baselineMs, zone } = source.report(clock.now());
      expect(baselineMs === null || Number.isFinite(baselineMs)).toBe(true);
      expect([null, 'GREEN', 'YELLOW', 'SOFT_RED', 'RED']).toContain(zone);
    }),
    RUNS,
  );
});
