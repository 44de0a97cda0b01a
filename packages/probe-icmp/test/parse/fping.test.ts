import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFpingLine } from '../../src/parse/fping.js';

const recorded = readFileSync(new URL('../fixtures/fping-5.1.txt', import.meta.url), 'utf8').split('\n');

describe('parseFpingLine', () => {
  it('reads the answers of a recorded run and nothing else', () => {
    const answers = recorded.map(parseFpingLine).filter((answer) => answer !== null);
    expect(answers.slice(0, 3)).toEqual([
      { address: '127.0.0.1', sequence: 0, stampMs: 1795451090485.59, rttMs: 0.372 },
      { address: '::1', sequence: 0, stampMs: 1795451090486.36, rttMs: 0.035 },
      { address: '127.0.0.1', sequence: 1, stampMs: 1795451090986.43, rttMs: 0.036 },
    ]);
    expect(answers.map(({ address, sequence }) => `${address} ${sequence}`)).toEqual([
      ...['127.0.0.1 0', '::1 0', '127.0.0.1 1', '::1 1', '127.0.0.1 2', '::1 2', '127.0.0.1 3', '::1 3'],
      ...['198.51.100.7 0', '198.51.100.7 0'],
    ]);
    expect(answers.at(-1)?.rttMs).toBe(120);
  });

  it('takes any other text for no answer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseFpingLine(text)).toBeNull();
      }),
    );
  });
});
