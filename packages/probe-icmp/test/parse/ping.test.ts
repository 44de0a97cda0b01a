import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePingLine } from '../../src/parse/ping.js';

const recorded = readFileSync(new URL('../fixtures/ping-iputils-20221126.txt', import.meta.url), 'utf8');

describe('parsePingLine', () => {
  it('reads the answers of recorded runs, but neither duplicates nor complaints', () => {
    const answers = recorded.split('\n').map(parsePingLine);
    expect(answers.filter((answer) => answer !== null)).toEqual([
      { address: '127.0.0.1', sequence: 1, stampMs: 1795451099294.208, rttMs: 0.03 },
      { address: '127.0.0.1', sequence: 2, stampMs: 1795451099824.665, rttMs: 0.037 },
      { address: '127.0.0.1', sequence: 3, stampMs: 1795451100324.75, rttMs: 0.045 },
      { address: '::1', sequence: 1, stampMs: 1795451100505.838, rttMs: 0.028 },
      { address: '198.51.100.7', sequence: 1, stampMs: 1795451122577.32, rttMs: 120 },
      { address: '198.51.100.7', sequence: 1, stampMs: 1795451129730.571, rttMs: 1250 },
    ]);
  });

  it('takes any other text for no answer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parsePingLine(text)).toBeNull();
      }),
    );
  });
});
