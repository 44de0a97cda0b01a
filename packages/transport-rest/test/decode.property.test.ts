import { asTransportError } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeRows } from '../src/decode.js';
import { encodeChange, encodeCommand } from '../src/encode.js';

/** What belongs nowhere, beside what does: control characters, huge numbers, names that JavaScript knows. */
const KEYS = ['.id', 'name', 'detail', 'message', 'error', 'toString', '__proto__', 'constructor'];
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom('*1', '*2', 'no such item\n', '\u001b[2Jgone', '\u0085\u2028', 'x'.repeat(5000)),
  fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue(), { maxKeys: 3 }),
);
const row = fc.dictionary(fc.constantFrom(...KEYS), value, { maxKeys: 5 });
const document = fc
  .oneof(row, fc.array(row, { maxLength: 3 }), value)
  .map((data) => JSON.stringify(data).replace('"*2"', '1e999'));
const damaged = fc.tuple(document, fc.nat(), fc.string({ unit: 'binary-ascii' })).map(([text, at, junk]) => {
  const place = at % (text.length + 1);
  return text.slice(0, place) + junk + text.slice(place + 1);
});
const body = fc.oneof(
  document,
  damaged,
  fc.nat(20_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
);
const status = fc.oneof(
  fc.constantFrom(200, 201, 204, 400, 401, 404, 500),
  fc.integer({ min: 100, max: 599 }),
);
const change = encodeChange({ menu: 'queue/tree', id: '*1', set: {} });

it('gives rows of text, or one line that says what is wrong, of any answer', () => {
  fc.assert(
    fc.property(
      status,
      body,
      fc.constantFrom({ method: 'GET', path: 'queue/tree' } as const, change),
      (code, text, request) => {
        try {
          const rows = decodeRows({ status: code, body: text }, request);
          for (const cell of rows.flatMap(Object.values)) expect(cell).toBeTypeOf('string');
          if (request === change) for (const { '.id': id = '*1' } of rows) expect(id).toBe('*1');
        } catch (error) {
          expect(asTransportError(error)).toBe(error);
          expect((error as Error).message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u);
        }
      },
    ),
  );
});

it('has any texts in the body of a request come out of it as they are', () => {
  const set = fc.dictionary(fc.string({ unit: 'binary-ascii' }), fc.string({ unit: 'binary-ascii' }));
  fc.assert(
    fc.property(set, (given) => {
      expect(JSON.parse(encodeChange({ menu: 'queue/tree', id: '*1', set: given }).body ?? '')).toEqual(
        given,
      );
      const command = { menu: 'queue/tree', name: 'add', arguments: given };
      expect(JSON.parse(encodeCommand(command).body ?? '')).toEqual(given);
    }),
  );
});
