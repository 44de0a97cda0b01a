// A line as a program: a TUN device beyond which every address answers pings and TCP connections after a delay.
import { read, writeSync } from 'node:fs';
import {
  checksum,
  DESTINATION_AT,
  ECHO_REQUEST,
  echoReply,
  ICMP,
  openTun,
  PACKET_BYTES,
  PROTOCOL_AT,
  SOURCE_AT,
} from '@wanctl/testbed/tun';

const [device = '', delayMs = ''] = process.argv.slice(2);
const ADDRESS_BYTES = 4;
const TCP = 6;
const TCP_HEADER_BYTES = 20;
const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10];

const fd = openTun(device);
console.log('ready');
listen();

function listen(): void {
  read(fd, Buffer.alloc(PACKET_BYTES), 0, PACKET_BYTES, null, (error, length, packet) => {
    if (error) throw error;
    const answer = answerTo(packet.subarray(0, length));
    if (answer) setTimeout(() => writeSync(fd, answer), Number(delayMs));
    listen();
  });
}

/** The answer of a host that refuses nothing; null when it would say nothing. */
function answerTo(packet: Buffer): Buffer | null {
  if (packet.readUInt8(0) >> 4 !== 4) return null;
  const headerBytes = (packet.readUInt8(0) & 0x0f) * 4;
  const header = Buffer.from(packet.subarray(0, headerBytes));
  packet.copy(header, SOURCE_AT, DESTINATION_AT, DESTINATION_AT + ADDRESS_BYTES);
  packet.copy(header, DESTINATION_AT, SOURCE_AT, SOURCE_AT + ADDRESS_BYTES);
  const payload = packet.subarray(headerBytes);
  const protocol = packet.readUInt8(PROTOCOL_AT);
  const answer = protocol === ICMP ? pong(payload) : protocol === TCP ? segment(payload, header) : null;
  if (!answer) return null;
  header.writeUInt16BE(headerBytes + answer.length, 2);
  header.writeUInt16BE(0, 10);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, answer]);
}

function pong(request: Buffer): Buffer | null {
  return request.readUInt8(0) === ECHO_REQUEST ? echoReply(request) : null;
}

/** Accepts a connection, and forgets it when it is closed (RFC 9293 section 3.1). */
function segment(theirs: Buffer, header: Buffer): Buffer | null {
  const flags = theirs.readUInt8(13);
  if (!(flags & (SYN | FIN))) return null;
  const isNew = (flags & SYN) !== 0;
  const ours = Buffer.alloc(TCP_HEADER_BYTES);
  theirs.copy(ours, 0, 2, 4);
  theirs.copy(ours, 2, 0, 2);
  ours.writeUInt32BE(isNew ? 0 : theirs.readUInt32BE(8), 4);
  ours.writeUInt32BE(isNew ? (theirs.readUInt32BE(4) + 1) >>> 0 : 0, 8);
  ours.writeUInt8((TCP_HEADER_BYTES / 4) << 4, 12);
  ours.writeUInt8(isNew ? SYN | ACK : RST, 13);
  ours.writeUInt16BE(0xffff, 14);
  const addresses = header.subarray(SOURCE_AT, DESTINATION_AT + ADDRESS_BYTES);
  const pseudoHeader = Buffer.from([...addresses, 0, TCP, 0, TCP_HEADER_BYTES]);
  ours.writeUInt16BE(checksum(Buffer.concat([pseudoHeader, ours])), 16);
  return ours;
}
