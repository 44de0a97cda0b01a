import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSentenceReader, encodeSentence, MAX_WORD_BYTES } from '../../src/binary-api/sentence.js';

const word = fc.oneof(
  fc.string({ minLength: 1, unit: 'grapheme' }),
  fc.constantFrom(127, 128, 16_383, 16_384).map((length) => 'x'.repeat(length)),
);

describe('sentences', () => {
  it('are what they were, whatever pieces they come in', () => {
    const sentences = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(sentences, fc.array(fc.nat(40)), (sent, sizes) => {
        const bytes = Buffer.concat(sent.map(encodeSentence));
        const read = createSentenceReader();
        const received = [];
        let at = 0;
        for (const size of [...sizes, bytes.length]) {
          received.push(...read(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(received).toEqual(sent);
      }),
    );
  });

  // RouterOS API manual, "API words".
  it.each([
    [0x7f, '7f'],
    [0x80, '8080'],
    [0x3fff, 'bfff'],
    [0x4000, 'c04000'],
    [0x1fffff, 'dfffff'],
    [0x200000, 'e0200000'],
  ])('have words of %i bytes behind %s', (length, prefix) => {
    const encoded = encodeSentence(['x'.repeat(length)]);
    expect(encoded.toString('hex', 0, prefix.length / 2)).toBe(prefix);
    expect(encoded).toHaveLength(prefix.length / 2 + length + 1);
  });

  it.each([
    ['too long', [0xe0, 0x10, 0, 1]],
    ['of four bytes', [0xf0, 0xff, 0xff, 0xff, 0xff]],
    ['reserved', [0xf8, 0, 0, 0, 0]],
  ])('end with a length that is %s', (_, bytes) => {
    expect(MAX_WORD_BYTES).toBe(0x100000);
    expect(() => createSentenceReader()(Buffer.from(bytes))).toThrow(RangeError);
  });

  it('of anything else do no harm', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        try {
          createSentenceReader()(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });
});
