/** A sentence of the binary API: words, the first of which says what it is. */
export type Sentence = readonly string[];

// By how many bytes follow the first one of a length: what is added to the first, and which lengths are below.
const MARKS = [0, 0x80, 0xc0, 0xe0, 0xf0];
const LIMITS = [0x80, 0x4000, 0x200000, 0x10000000, 0x100000000];

/** The longest word that it takes, bytes. What RouterOS takes is not documented. */
export const MAX_WORD_BYTES = 1024 * 1024;

/** A sentence as it goes over the wire: each word after its length, and an empty one (RouterOS API manual). */
export function encodeSentence(words: Sentence): Buffer {
  const parts = words.flatMap((word) => {
    const bytes = Buffer.from(word);
    return [encodeLength(bytes.length), bytes];
  });
  return Buffer.concat([...parts, Buffer.of(0)]);
}

function encodeLength(length: number): Buffer {
  const more = LIMITS.findIndex((limit) => length < limit);
  const bytes = Buffer.alloc(MARKS.length);
  bytes.writeUInt32BE(length, 1);
  const encoded = bytes.subarray(LIMITS.length - 1 - more);
  encoded[0] = (encoded[0] ?? 0) | (MARKS[more] ?? 0);
  return encoded;
}

/**
 * Gives the sentences that each piece of a stream completes, empty ones left out. Throws for a length that no word may
 * have; nothing that follows means anything then.
 */
export function createSentenceReader(): (piece: Buffer) => Sentence[] {
  let unread = Buffer.alloc(0);
  const words: string[] = [];
  return (piece) => {
    unread = Buffer.concat([unread, piece]);
    const sentences: Sentence[] = [];
    for (let word = firstWord(unread); word; word = firstWord(unread)) {
      unread = unread.subarray(word.end);
      if (word.text !== '') words.push(word.text);
      else if (words.length > 0) sentences.push(words.splice(0));
    }
    return sentences;
  };
}

function firstWord(bytes: Buffer): { text: string; end: number } | null {
  const first = bytes[0];
  if (first === undefined) return null;
  const more = MARKS.findLastIndex((mark) => first >= mark);
  if (bytes.length <= more) return null;
  const rest = more === 0 ? 0 : bytes.readUIntBE(1, more);
  const length = (first - (MARKS[more] ?? 0)) * 256 ** more + rest;
  if (length > MAX_WORD_BYTES) throw new RangeError(`no word has ${length} bytes`);
  const end = 1 + more + length;
  return bytes.length < end ? null : { text: bytes.toString('utf8', 1 + more, end), end };
}
