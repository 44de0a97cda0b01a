import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFpingLine } from '../../src/parse/fping.js';
import { parsePingLine } from '../../src/parse/ping.js';

const FPING = '[1795450019.06198] 127.0.0.1 : [0], 64 bytes, 0.79 ms (0.79 avg, 0% loss)';
const PING = '[1795449982.241689] 64 bytes from ::1: icmp_seq=1 ttl=64 time=0.030 ms';
const junk = fc.oneof(
  fc.constantFrom('9'.repeat(400), '9'.repeat(20), '-1', 'e9', '\u0000', '\r', ' ', '(DUP!)', '[', ']', '.'),
  fc.string({ unit: 'binary-ascii', maxLength: 3 }),
);

/** The line with any text put into or in place of parts of it. */
const damaged = (line: string) =>
  fc
    .array(fc.tuple(fc.nat(line.length), fc.nat(10), junk), { maxLength: 3 })
    .map((edits) =>
      edits.reduce((text, [at, drop, more]) => text.slice(0, at) + more + text.slice(at + drop), line),
    );

describe.each([
  ['fping', parseFpingLine, FPING],
  ['ping', parsePingLine, PING],
])('a line of %s, however damaged', (_, parse, line) => {
  it('is an answer with figures that can be, or none', () => {
    expect(parse(line)).not.toBeNull();
    fc.assert(
      fc.property(damaged(line), (text) => {
        const answer = parse(text);
        if (answer === null) return;
        const { sequence, stampMs, rttMs, address } = answer;
        expect(Number.isSafeInteger(sequence) && sequence >= 0).toBe(true);
        expect(Number.isFinite(stampMs) && Number.isFinite(rttMs) && rttMs >= 0).toBe(true);
        expect(address).not.toMatch(/\s/);
      }),
    );
  });
});
