import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearOutput, parseLine, type Told } from '../src/told.js';

const output = readFileSync(new URL('fixtures/irtt-0.9.0.txt', import.meta.url));
const recorded = output.toString().split('\n');
const allTold = recorded.map(parseLine).filter((line) => line !== null);

/** As Go prints a duration of so many ms, given as `1h2m3.5s`. */
const NOTATIONS: readonly (readonly [string, number])[] = [
  ...([
    ['0s', 0],
    ['230ns', 0.00023],
    ['89.2µs', 0.0892],
    ['1.89ms', 1.89],
    ['183.6ms', 183.6],
  ] as const),
  ...([
    ['1.24s', 1240],
    ['1m2.5s', 62_500],
    ['1h0m0.25s', 3_600_250],
  ] as const),
];

describe('a line of irtt', () => {
  it('tells the server’s wish, the begin, and answers, of which a second one is none', () => {
    expect(allTold.slice(0, 4)).toEqual([
      { kind: 'interval', intervalMs: 200 },
      { kind: 'connected' },
      { kind: 'answer', sequence: 0, rttMs: 50.78, oneWayMs: { download: 0.24, upload: 50.54 } },
      { kind: 'answer', sequence: 1, rttMs: 56.24, oneWayMs: { download: 5.3, upload: 50.95 } },
    ]);
    expect(allTold.flatMap((line) => (line.kind === 'answer' ? line.sequence : []))).toEqual([
      ...[0, 1, 3, 4, 5, 6, 7, 2, 8],
    ]);
    // Overtaken by others; its way took longer than a second, of which irtt gives hundredths.
    expect(allTold.at(-2)).toEqual({ kind: 'answer', sequence: 2, rttMs: 1240 });
  });

  it.each(NOTATIONS)('has times as Go writes them: %s', (text, rttMs) => {
    expect(parseLine(`seq=7 rtt=${text} ipdv=n/a`)).toEqual({
      ...{ kind: 'answer', sequence: 7 },
      rttMs: expect.closeTo(rttMs, 9),
    });
  });

  it('may have a way of less than nothing, when the clocks differ, but not of a second or more', () => {
    const oneWay = (rd: string, sd: string) => parseLine(`seq=0 rtt=30ms rd=${rd} sd=${sd} ipdv=n/a`);
    expect(oneWay('-512.4ms', '542.4ms')).toMatchObject({ oneWayMs: { download: -512.4, upload: 542.4 } });
    expect(oneWay('-999.9ms', '1.03s')).not.toHaveProperty('oneWayMs');
    expect(oneWay('1.03s', '-999.9ms')).not.toHaveProperty('oneWayMs');
  });

  it('is nothing, whatever else it says, and never gives a figure that is none', () => {
    const cut = fc.tuple(fc.constantFrom(...recorded), fc.nat(), fc.string({ maxLength: 3 }), fc.nat());
    const damaged = cut.map(([line, at, noise, skip]) => {
      const from = at % (line.length + 1);
      return line.slice(0, from) + noise + line.slice(from + (skip % 4));
    });
    fc.assert(
      fc.property(fc.oneof(fc.string(), damaged), (line) => {
        const told = parseLine(line);
        if (told?.kind !== 'answer') return;
        const { sequence, rttMs, oneWayMs } = told;
        expect(Number.isSafeInteger(sequence) && Number.isFinite(rttMs) && rttMs >= 0).toBe(true);
        expect(Object.values(oneWayMs ?? {}).every((ms) => Math.abs(ms) < 1000)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

it('output tells the same wherever it is cut', async () => {
  const cuts = fc.uniqueArray(fc.nat(output.length), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const ends = [0, ...places, output.length].sort((a, b) => a - b);
      const chunks = ends.slice(1).map((end, index) => output.subarray(ends[index], end));
      const stream = Readable.from(chunks.filter((chunk) => chunk.length > 0));
      const told: Told[] = [];
      hearOutput(stream, (line) => told.push(line));
      await once(stream, 'close');
      expect(told).toEqual(allTold);
    }),
  );
});
