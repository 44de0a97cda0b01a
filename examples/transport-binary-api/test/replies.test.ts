import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReplyReader } from '../src/replies.js';
import { encodeSentence } from '../src/words.js';

const name = fc.stringMatching(/^[^=]+$/);
const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(127, 128, 16_384).map((size) => 'x'.repeat(size)),
);
const reply = fc.record({
  kind: fc.constantFrom('!re', '!done', '!empty', '!trap'),
  tag: fc.option(fc.stringMatching(/^\d+$/), { nil: undefined }),
  values: fc.dictionary(name, value, { maxKeys: 4, noNullPrototype: true }),
});

describe('replies', () => {
  it('are what the router has said, wherever the stream was cut', () => {
    fc.assert(
      fc.property(fc.array(reply, { maxLength: 5 }), fc.array(fc.nat(30)), (said, sizes) => {
        const sentences = said.map(({ kind, tag, values }) => [
          kind,
          ...Object.entries(values).map(([key, text]) => `=${key}=${text}`),
          ...(tag === undefined ? [] : [`.tag=${tag}`]),
        ]);
        const bytes = Buffer.concat(sentences.map(encodeSentence));
        const read = createReplyReader();
        const heard = [];
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          heard.push(...read(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(heard).toEqual(said);
      }),
    );
  });

  it('of a router that ends the connection have its text', () => {
    const bytes = encodeSentence(['!fatal', 'not logged in']);
    expect(createReplyReader()(bytes)).toEqual([
      { kind: '!fatal', tag: undefined, values: { message: 'not logged in' } },
    ]);
  });

  it.each([
    ['HTTP', Buffer.from('H')],
    ['SSH', Buffer.from('S')],
    ['TLS', Buffer.of(0x15, 3, 3, 0, 2, 2, 40)],
    ['an unknown kind', encodeSentence(['!huh'])],
    ['no kind', Buffer.of(0)],
    ['no attribute', encodeSentence(['!re', 'name'])],
    ['a reserved length', Buffer.of(0xf8)],
    ['a word without end', Buffer.concat([Buffer.from('\x03!re'), Buffer.of(0xe0, 0x40, 0, 1)])],
  ])('end at once with %s', (_, bytes) => {
    expect(() => createReplyReader()(bytes)).toThrow(
      'not that of the RouterOS API; check host, port and tls',
    );
  });

  it('of any other bytes end with a TransportError or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          createReplyReader()(Buffer.from(bytes));
        } catch (error) {
          expect(error).toMatchObject({ name: 'TransportError', kind: 'protocol' });
        }
      }),
    );
  });
});
