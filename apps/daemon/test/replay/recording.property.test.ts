import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isWanctlError } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { type RecordedCycle, readRecording } from '../../src/replay/recording.js';

/** Each takes several turns of the disk. */
const RUNS = { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 2) };

async function newFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-recording-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'rec.csv');
}

async function read(file: string, content: string | Uint8Array): Promise<RecordedCycle[]> {
  await writeFile(file, content);
  const cycles: RecordedCycle[] = [];
  for await (const cycle of readRecording(file)) cycles.push(cycle);
  return cycles;
}

const count = fc.option(fc.double({ min: 0, max: 1e15, noNaN: true, noDefaultInfinity: true }));
const cycle = fc.record({
  tMs: count,
  rttMs: fc.tuple(count, count),
  routerAccepts: fc.boolean(),
  bytes: fc.record({ download: count, upload: count }),
});

it('reads back what was written', async () => {
  const file = await newFile();
  await fc.assert(
    fc.asyncProperty(
      fc.array(cycle, { minLength: 1 }),
      fc.constantFrom('\n', '\r\n'),
      async (cycles, end) => {
        const rows = cycles.map(({ tMs, rttMs, routerAccepts, bytes }) =>
          [rttMs[1], tMs, bytes.upload, bytes.download, routerAccepts ? 'ok' : 'fail', rttMs[0]].join(','),
        );
        const text = [' rtt_2,t_ms ,upload_bytes,download_bytes,router,rtt_1', ...rows, ''].join(end);
        const wanted = cycles.map((one, index) => ({ cycle: index, ...one }));
        expect(JSON.stringify(await read(file, `\ufeff${text}`), keysInOrder)).toBe(
          JSON.stringify(wanted, keysInOrder),
        );
      },
    ),
    RUNS,
  );
});

it('gives figures that can be, or one line that names the file, whatever is in it', async () => {
  const file = await newFile();
  const cell = fc.oneof(
    fc.constantFrom(
      '',
      'rtt_1',
      'rtt_0',
      'router',
      't_ms',
      '__proto__',
      'ok',
      '24',
      '-1',
      '1e999',
      'NaN',
      '0x10',
      '"',
      '"a\nb"',
      '"\u001b[2J"',
    ),
    fc.string({ unit: 'binary-ascii', maxLength: 4 }),
  );
  const table = fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 5 });
  const text = table.map((rows) => ['rtt_1,t_ms,router', ...rows.map((row) => row.join(','))].join('\n'));
  const content = fc.oneof(
    text,
    text.map((all) => all.slice(6)),
    fc.uint8Array(),
  );
  await fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      try {
        for (const { rttMs, tMs } of await read(file, bytes)) {
          for (const figure of [...rttMs, tMs])
            expect(figure === null || (figure >= 0 && Number.isFinite(figure))).toBe(true);
        }
      } catch (error) {
        if (!isWanctlError(error)) throw error;
        expect(error.message.startsWith(file)).toBe(true);
        expect(error.message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,400}$/u);
      }
    }),
    RUNS,
  );
});

function keysInOrder(_key: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}
