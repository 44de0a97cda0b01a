// A line as a program: a TUN device beyond which every address answers pings and TCP connections after a delay.
import { openSync, read, writeSync } from 'node:fs';
import koffi from 'koffi';

const [device = '', delayMs = ''] = process.argv.slice(2);
const PACKET_BYTES = 1500;

// linux/if_tun.h, linux/if.h.
const TUNSETIFF = 0x400454ca;
const IFF_TUN_NO_PI = 0x1001;
const IFREQ_BYTES = 40;
const FLAGS_AT = 16;

const PROTOCOL_AT = 9;
const SOURCE_AT = 12;
const DESTINATION_AT = 16;
const ADDRESS_BYTES = 4;
const ICMP = 1;
const TCP = 6;
const TCP_HEADER_BYTES = 20;
const [FIN, SYN, RST, ACK] = [0x01, 0x02, 0x04, 0x10];

const fd = openTun(device);
console.log('ready');
listen();

function openTun(name: string): number {
  const tun = openSync('/dev/net/tun', 'r+');
  const request = Buffer.alloc(IFREQ_BYTES);
  request.write(name);
  request.writeUInt16LE(IFF_TUN_NO_PI, FLAGS_AT);
  const ioctl = koffi.load(null).func('int ioctl(int fd, unsigned long request, ...)');
  if (ioctl(tun, TUNSETIFF, 'void *', request) < 0) throw new Error(`cannot make the TUN device ${name}`);
  return tun;
}

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
  const answer = protocol === ICMP ? echoReply(payload) : protocol === TCP ? segment(payload, header) : null;
  if (!answer) return null;
  header.writeUInt16BE(headerBytes + answer.length, 2);
  header.writeUInt16BE(0, 10);
  header.writeUInt16BE(checksum(header), 10);
  return Buffer.concat([header, answer]);
}

function echoReply(request: Buffer): Buffer | null {
  if (request.readUInt8(0) !== 8) return null;
  const reply = Buffer.from(request);
  reply.writeUInt32BE(0);
  reply.writeUInt16BE(checksum(reply), 2);
  return reply;
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

/** The Internet checksum (RFC 1071) of an even number of bytes, as pings and TCP headers have. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
