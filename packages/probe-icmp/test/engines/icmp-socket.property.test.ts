import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openIcmpSocket } from '../../src/engines/icmp-socket.js';
import { type Libc, loadLibc } from '../../src/engines/libc.js';
import { checksum, decodeEchoReply, type Echo, type Family } from '../../src/packet.js';
import { UNBOUND } from '../plan.js';

const libc = await loadLibc();

/** A raw socket whose other end is this test: what it has sent, and what it gets to read. */
function fakeSocket(family: Family) {
  const sent: Buffer[] = [];
  const waiting: Buffer[] = [];
  const fake: Libc = {
    ...libc,
    socket: (_domain, type) => ((type & 0xf) === 3 ? 77 : -1),
    attachFilter: () => 0,
    arrivalMs: () => 5,
    sendto: (_fd, data) => sent.push(Buffer.from(data)),
    recvfrom: (_fd, into) => waiting.shift()?.copy(into) ?? -1,
    close: () => 0,
  };
  const socket = openIcmpSocket(fake, family, UNBOUND);
  socket.send(family === 4 ? '127.0.0.1' : '::1', 7);
  const [request = Buffer.alloc(0)] = sent;
  return { socket, waiting, request };
}

/** The reply to a request, with its header as a raw socket of that family delivers it. */
function replyTo(
  family: Family,
  request: Buffer,
  change: (message: Buffer) => Buffer = (same) => same,
): Buffer {
  const message = Buffer.from(request);
  message.writeUInt8(family === 4 ? 0 : 129, 0);
  const changed = change(message);
  changed.subarray(2, 4).fill(0);
  if (family === 4 && changed.length >= 4) changed.writeUInt16BE(checksum(changed), 2);
  return family === 4 ? Buffer.concat([Buffer.from([0x45]), Buffer.alloc(19), changed]) : changed;
}

const families = fc.constantFrom<Family>(4, 6);

it('takes the reply to its own request, among any others', () => {
  const noise = fc.array(fc.uint8Array({ minLength: 1, maxLength: 90 }).map((bytes) => Buffer.from(bytes)));
  fc.assert(
    fc.property(families, noise, noise, (family, before, after) => {
      const { socket, waiting, request } = fakeSocket(family);
      waiting.push(...before, replyTo(family, request), ...after);
      expect(socket.drain()).toMatchObject([{ sequence: 7, arrivedMs: 5 }]);
      expect(waiting).toEqual([]);
    }),
  );
});

it('takes none with another id or payload, cut short, or of another type', () => {
  const changes = fc.oneof(
    fc.integer({ min: 1, max: 0xffff }).map((by) => (message: Buffer) => {
      message.writeUInt16BE(message.readUInt16BE(4) ^ by, 4);
      return message;
    }),
    fc.tuple(fc.nat(55), fc.integer({ min: 1, max: 255 })).map(([at, by]) => (message: Buffer) => {
      message.writeUInt8(message.readUInt8(8 + at) ^ by, 8 + at);
      return message;
    }),
    fc.nat(63).map((length) => (message: Buffer) => message.subarray(0, length)),
    fc
      .uint8Array({ minLength: 1, maxLength: 8 })
      .map((more) => (message: Buffer) => Buffer.concat([message, more])),
    fc.constantFrom(8, 128, 3, 11).map((type) => (message: Buffer) => {
      message.writeUInt8(type, 0);
      return message;
    }),
  );
  fc.assert(
    fc.property(families, changes, (family, change) => {
      const { socket, waiting, request } = fakeSocket(family);
      waiting.push(replyTo(family, request, change));
      expect(socket.drain()).toEqual([]);
    }),
  );
});

it('takes none that is damaged on the way over IPv4', () => {
  fc.assert(
    fc.property(fc.nat(), (choice) => {
      const { socket, waiting, request } = fakeSocket(4);
      const packet = replyTo(4, request);
      const bit = choice % ((packet.length - 20) * 8);
      const at = 20 + (bit >> 3);
      packet.writeUInt8(packet.readUInt8(at) ^ (1 << (bit & 7)), at);
      waiting.push(packet);
      expect(socket.drain()).toEqual([]);
    }),
  );
});

it('reads any bytes as one echo at most, and never beyond their end', () => {
  fc.assert(
    fc.property(families, fc.uint8Array({ maxLength: 90 }), (family, bytes) => {
      const echo: Echo | null = decodeEchoReply(family, Buffer.from(bytes));
      if (echo) expect(echo.payload.length).toBe(bytes.length - 8);
    }),
  );
});
