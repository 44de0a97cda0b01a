import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, type JsonObject } from '@wanctl/core';
import { RecordingLogger } from '@wanctl/core/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDocument, writeDocument } from '../src/document-file.js';
import { tempFolder } from './harness.js';

/** Each takes several turns of the disk. */
const RUNS = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 4) };

const keys = fc.oneof(
  fc.string({ unit: 'binary-ascii' }),
  fc.constantFrom('__proto__', 'constructor', 'toString'),
);
const document = fc.dictionary(keys, fc.jsonValue()) as fc.Arbitrary<JsonObject>;

it('reads back any document that it has written', async () => {
  const file = join(await tempFolder(), 'wan1_state.json');
  await fc.assert(
    fc.asyncProperty(document, async (written) => {
      await writeDocument(file, written);
      const logger = new RecordingLogger();
      expect(JSON.stringify(await readDocument(file, logger))).toBe(JSON.stringify(written));
      expect(logger.lines).toEqual([]);
    }),
    RUNS,
  );
});

it('gives a document that can be saved again, or sets the file aside, whatever is in it', async () => {
  const file = join(await tempFolder(), 'wan1_state.json');
  const damaged = fc.tuple(document, fc.nat(), fc.uint8Array({ maxLength: 9 })).map(([data, at, junk]) => {
    const bytes = Buffer.from(JSON.stringify(data));
    return Buffer.concat([
      bytes.subarray(0, at % bytes.length),
      junk,
      bytes.subarray((at % bytes.length) + junk.length),
    ]);
  });
  const deep = fc
    .constantFrom(10, 1000, 50_000)
    .map((depth) => Buffer.from(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`));
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, deep), async (content) => {
      await writeFile(file, content);
      await rm(`${file}.backup`, { force: true });
      const logger = new RecordingLogger();
      const found = await readDocument(file, logger);
      if (found) {
        expect(isJsonObject(found)).toBe(true);
        await writeDocument(file, found);
      } else {
        expect(logger.lines).toHaveLength(1);
        expect(await readFile(`${file}.corrupt`)).toEqual(Buffer.from(content));
      }
    }),
    RUNS,
  );
});
