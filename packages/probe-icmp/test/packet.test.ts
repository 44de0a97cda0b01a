import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checksum,
  decodeEchoReply,
  type Echo,
  encodeEchoRequest,
  type Family,
  stripIpv4Header,
} from '../src/packet.js';

const families = fc.constantFrom<Family>(4, 6);
const echoes: fc.Arbitrary<Echo> = fc.record({
  id: fc.nat(0xffff),
  sequence: fc.nat(0xffff),
  payload: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
});

/** What a host makes of an echo request: the same message with another type and a new checksum. */
function answer(family: Family, request: Buffer): Buffer {
  const reply = Buffer.from(request);
  reply.writeUInt8(family === 4 ? 0 : 129, 0);
  reply.writeUInt16BE(0, 2);
  if (family === 4) reply.writeUInt16BE(checksum(reply), 2);
  return reply;
}

describe('echo packets', () => {
  it('agree with a request and a reply seen on the wire', () => {
    const payload = Buffer.from('abcdefghijklmnopqrstuvwabcdefghi');
    const request = encodeEchoRequest(4, { id: 0x0200, sequence: 0x2400, payload });
    expect(request.subarray(0, 8).toString('hex')).toBe('0800275c02002400');
    const reply = Buffer.concat([Buffer.from('00002f5c02002400', 'hex'), payload]);
    expect(decodeEchoReply(4, reply)).toEqual({ id: 0x0200, sequence: 0x2400, payload });
  });

  it('come back as they were sent', () => {
    fc.assert(
      fc.property(families, echoes, (family, echo) => {
        expect(decodeEchoReply(family, answer(family, encodeEchoRequest(family, echo)))).toEqual(echo);
      }),
    );
  });

  it('are not taken for replies while they are requests', () => {
    fc.assert(
      fc.property(families, echoes, (family, echo) => {
        expect(decodeEchoReply(family, encodeEchoRequest(family, echo))).toBeNull();
      }),
    );
  });

  it('are refused over IPv4 when one bit has changed', () => {
    fc.assert(
      fc.property(echoes, fc.nat(), (echo, choice) => {
        const reply = answer(4, encodeEchoRequest(4, echo));
        const bit = choice % (reply.length * 8);
        reply.writeUInt8(reply.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
        expect(decodeEchoReply(4, reply)).toBeNull();
      }),
    );
  });

  it('are refused when cut within the header, and never throw', () => {
    fc.assert(
      fc.property(families, echoes, fc.nat(7), (family, echo, length) => {
        const reply = answer(family, encodeEchoRequest(family, echo)).subarray(0, length);
        expect(decodeEchoReply(family, reply)).toBeNull();
      }),
    );
  });
});

describe('stripIpv4Header', () => {
  it('skips the header with its options', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 15 }), echoes, (words, { payload }) => {
        const header = Buffer.alloc(words * 4);
        header.writeUInt8(0x40 | words, 0);
        expect(stripIpv4Header(Buffer.concat([header, payload]))).toEqual(payload);
      }),
    );
  });

  it('gives nothing for what is no IPv4 packet, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const packet = Buffer.from(bytes);
        const first = packet[0] ?? 0;
        const left = stripIpv4Header(packet);
        if (first < 0x45 || first > 0x4f) expect(left).toHaveLength(0);
      }),
    );
  });
});
