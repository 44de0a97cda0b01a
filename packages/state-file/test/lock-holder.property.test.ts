import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { livingHolder, parsePid } from '../src/lock-holder.js';
import { tempFolder } from './harness.js';

/** Each takes several turns of the disk. */
const RUNS = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 4) };

const digits = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.constantFrom('9'.repeat(400), '4194305'),
);
const content = fc.oneof(
  digits,
  fc.string({ unit: 'binary-ascii' }),
  fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
);

it('is read as a PID that Linux can give, or as none', () => {
  fc.assert(
    fc.property(content, (text) => {
      const pid = parsePid(text);
      expect(pid === null || (Number.isInteger(pid) && Math.abs(pid) <= 2 ** 22)).toBe(true);
    }),
  );
});

it('never blocks for good with what is no PID of a process: an hour later it is abandoned', async () => {
  const file = join(await tempFolder(), 'wan1.lock');
  const impossible = content.filter((text) => !(Number(text) > 0 && Number(text) <= 2 ** 22));
  await fc.assert(
    fc.asyncProperty(impossible, async (text) => {
      await writeFile(file, text);
      expect(await livingHolder(file, 300, new Date(Date.now() + 3_600_000))).toBe('left behind');
    }),
    RUNS,
  );
});
