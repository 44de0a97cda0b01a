// By how many bytes follow the first one of a length: what is added to the first (RouterOS manual, "API").
const MARKS = [0, 0x80, 0xc0, 0xe0, 0xf0];
const RESERVED = 0xf8;

/** A sentence as it goes over the wire: its words, each after its length, and an empty one. */
export function encodeSentence(words: readonly string[]): Buffer {
  const parts = [...words, ''].flatMap((word) => {
    const bytes = Buffer.from(word);
    return [encodeLength(bytes.length), bytes];
  });
  return Buffer.concat(parts);
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  if (length < 0x4000) return Buffer.of(0x80 | (length >> 8), length);
  if (length < 0x200000) return Buffer.of(0xc0 | (length >> 16), length >> 8, length);
  if (length < 0x10000000) return Buffer.of(0xe0 | (length >> 24), length >> 16, length >> 8, length);
  return Buffer.of(0xf0, length >> 24, length >> 16, length >> 8, length);
}

/** Takes the length off some bytes: null while it is not complete, `Infinity` for one that no word may have. */
export function decodeLength(bytes: Buffer): { readonly length: number; readonly size: number } | null {
  const first = bytes[0];
  if (first === undefined) return null;
  if (first >= RESERVED) return { length: Number.POSITIVE_INFINITY, size: 1 };
  const more = MARKS.findLastIndex((mark) => first >= mark);
  if (bytes.length <= more) return null;
  const low = more === 0 ? 0 : bytes.readUIntBE(1, more);
  return { length: (first - (MARKS[more] ?? 0)) * 256 ** more + low, size: 1 + more };
}
