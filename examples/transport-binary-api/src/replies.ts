import { type Row, TransportError } from '@wanctl/core';
import { decodeLength } from './words.js';

const KINDS = ['!re', '!done', '!empty', '!trap', '!fatal'] as const;

/** One sentence of the router. */
export interface Reply {
  readonly kind: (typeof KINDS)[number];
  /** Of the command that it answers; `!fatal` has none. */
  readonly tag: string | undefined;
  /** `=name=value` words; of `!fatal`, its text as `message`. */
  readonly values: Row;
}

const LONGEST_KIND = Math.max(...KINDS.map((kind) => kind.length));
const MAX_WORD_BYTES = 4 * 1024 * 1024;

/**
 * Gives the replies that each piece of a stream completes, wherever it was cut. Throws a `TransportError` of kind
 * `protocol` as soon as it cannot be the API of RouterOS that speaks.
 */
export function createReplyReader(): (piece: Buffer) => Reply[] {
  let unread: Buffer = Buffer.alloc(0);
  const words: string[] = [];
  return (piece) => {
    unread = Buffer.concat([unread, piece]);
    const replies: Reply[] = [];
    for (let head = decodeLength(unread); head !== null; head = decodeLength(unread)) {
      const end = head.size + head.length;
      if (head.length > (words.length === 0 ? LONGEST_KIND : MAX_WORD_BYTES)) notRouterOs();
      if (unread.length < end) break;
      const word = unread.toString('utf8', head.size, end);
      unread = unread.subarray(end);
      if (word !== '') words.push(word);
      else replies.push(toReply(words.splice(0)));
    }
    return replies;
  };
}

function toReply([first, ...words]: readonly string[]): Reply {
  const kind = KINDS.find((known) => known === first);
  if (!kind) return notRouterOs();
  if (kind === '!fatal') return { kind, tag: undefined, values: { message: words.join(' ') } };
  const pairs = words.map((word) => /^([.=])([^=]+)=(.*)$/s.exec(word) ?? notRouterOs());
  const named = (sign: string) =>
    pairs.flatMap(([, own, name, value]) => (own === sign ? [[name, value]] : []));
  return { kind, tag: Object.fromEntries(named('.')).tag, values: Object.fromEntries(named('=')) };
}

function notRouterOs(): never {
  throw new TransportError(
    'protocol',
    'the answer is not that of the RouterOS API; check host, port and tls, and that no proxy is in between',
  );
}
