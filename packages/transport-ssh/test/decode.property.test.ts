import { asTransportError } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countDone, decodeRows } from '../src/decode.js';
import { refusal } from '../src/refusal.js';

const KEYS = ['.id', 'name', 'uptime', 'toString', '__proto__', 'constructor'];
const value = fc.oneof(fc.jsonValue(), fc.constantFrom('*1', '\u001b[2J', '00:01:30', '1w2d19:55:19', 1e308));
const row = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 5 });
const line = fc.oneof(
  fc.oneof(row, fc.array(row, { maxLength: 3 })).map((data) => JSON.stringify(data)),
  fc.constantFrom('no such item (4)', 'failure: \u001b[2J', 'not enough permissions (9)', 'done 0', 'done 1'),
  fc.string({ unit: 'binary-ascii' }),
  fc.nat(20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);
const answer = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\r\n'));

it('gives rows of text, or one line that says what is wrong, of anything that the console prints', () => {
  fc.assert(
    fc.property(answer, (text) => {
      try {
        for (const cell of decodeRows(text).flatMap(Object.values)) expect(cell).toBeTypeOf('string');
      } catch (error) {
        expect(asTransportError(error)).toBe(error);
        expect((error as Error).message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,400}$/u);
      }
    }),
  );
});

it('takes nothing for success but reports in order, without a gap', () => {
  const report = fc.oneof(
    fc.nat(4).map((index) => `done ${index}`),
    line,
  );
  fc.assert(
    fc.property(fc.array(report, { maxLength: 8 }), (lines) => {
      const text = lines.join('\r\n');
      const count = countDone(text);
      for (let index = 0; index < count; index += 1) expect(text).toContain(`done ${index}`);
      expect(text.split(/\r?\n/).map((shown) => shown.trim())).not.toContain(`done ${count}`);
      expect(refusal(text, true).name).toBe('TransportError');
    }),
  );
});

it('counts as many reports as an answer can hold without ado', () => {
  const many = 100_000;
  expect(countDone(Array.from({ length: many }, (_, index) => `done ${index}`).join('\n'))).toBe(many);
});
