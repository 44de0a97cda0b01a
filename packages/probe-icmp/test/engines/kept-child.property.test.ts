import { systemClock } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keepChild } from '../../src/engines/kept-child.js';

const LINES = ['[1795450019.06198] 127.0.0.1 : [0]', 'höher 𝄞', 'x'.repeat(2000), 'last'];
const OUTPUT = Buffer.from(`${LINES.join('\n')}\n`);

/** What comes of a program that prints those pieces, each in a write of its own, and then waits. */
async function linesOf(pieces: readonly Buffer[]): Promise<string[]> {
  const texts = JSON.stringify(pieces.map((piece) => piece.toString('base64')));
  const script = `for (const piece of ${texts}) require('fs').writeSync(1, Buffer.from(piece, 'base64')); setInterval(() => {}, 1e6)`;
  const lines: string[] = [];
  const child = await new Promise<ReturnType<typeof keepChild>>((resolve) => {
    const started = keepChild(systemClock, {
      ...{ command: process.execPath, args: ['-e', script], afterMs: 0 },
      onLine(line) {
        if (lines.push(line) === LINES.length) resolve(started);
        return true;
      },
    });
  });
  await child.stop();
  return lines;
}

it('hands over the same lines in whatever pieces they come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(OUTPUT.length), { maxLength: 8 }), async (places) => {
      const ends = [...places, OUTPUT.length].sort((a, b) => a - b);
      expect(await linesOf(ends.map((end, index) => OUTPUT.subarray(ends[index - 1] ?? 0, end)))).toEqual(
        LINES,
      );
    }),
    { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 20) },
  );
});
