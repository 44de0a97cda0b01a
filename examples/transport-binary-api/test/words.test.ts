import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLength, encodeSentence } from '../src/words.js';

describe('a sentence', () => {
  it('has its length before each word, and ends with an empty one', () => {
    expect(encodeSentence(['/login', '=name=Ü']).toString('latin1')).toBe('\x06/login\x08=name=\xc3\x9c\0');
  });
});

describe('a length', () => {
  // RouterOS manual, "API".
  it.each([
    [0, '00'],
    [0x7f, '7f'],
    [0x80, '8080'],
    [0x3fff, 'bfff'],
    [0x4000, 'c04000'],
    [0x1fffff, 'dfffff'],
    [0x200000, 'e0200000'],
  ])('of %i is %s', (length, hex) => {
    const size = hex.length / 2;
    expect(encodeSentence(['x'.repeat(length)]).toString('hex', 0, size)).toBe(hex);
    expect(decodeLength(Buffer.from(hex, 'hex'))).toEqual({ length, size });
  });

  it.each([
    ['efffffff', 0xfffffff],
    ['f010000000', 0x10000000],
    ['f0ffffffff', 0xffffffff],
    ['f8', Number.POSITIVE_INFINITY],
    ['ff00', Number.POSITIVE_INFINITY],
  ])('of %s is %d', (hex, length) => {
    expect(decodeLength(Buffer.from(hex, 'hex'))?.length).toBe(length);
  });

  it('is not told before it is complete, nor changed by what follows', () => {
    fc.assert(
      fc.property(fc.nat(0x7fff), fc.uint8Array(), (length, rest) => {
        const head = encodeSentence(['x'.repeat(length)]).subarray(
          0,
          length < 0x80 ? 1 : length < 0x4000 ? 2 : 3,
        );
        for (let cut = 0; cut < head.length; cut += 1) expect(decodeLength(head.subarray(0, cut))).toBeNull();
        expect(decodeLength(Buffer.concat([head, rest]))).toEqual({ length, size: head.length });
      }),
    );
  });
});
