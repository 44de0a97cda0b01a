// Hosts as a program: beyond a TUN device they answer pings late, in disorder, more than once, or not at all, as told.
import { openSync, read, writeSync } from 'node:fs';
import koffi from 'koffi';
import type { HostConditions } from './tun-lines.js';

// linux/if_tun.h, linux/if.h.
const TUNSETIFF = 0x400454ca;
const IFF_TUN_NO_PI = 0x1001;
const IFREQ_BYTES = 40;
const FLAGS_AT = 16;

// RFC 791, RFC 792.
const PACKET_BYTES = 1500;
const PROTOCOL_AT = 9;
const SOURCE_AT = 12;
const DESTINATION_AT = 16;
const ICMP = 1;
const ECHO_REQUEST = 8;

let hosts: HostConditions = {};
const fd = openTun(process.argv[2] ?? '');
listen();
process.on('message', (told: HostConditions) => {
  hosts = { ...hosts, ...told };
});
process.once('disconnect', () => process.exit());
process.send?.('ready');

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
    answer(packet.subarray(0, length));
    listen();
  });
}

function answer(packet: Buffer): void {
  const headerBytes = (packet.readUInt8(0) & 0x0f) * 4;
  const isPing = packet.readUInt8(0) >> 4 === 4 && packet.readUInt8(PROTOCOL_AT) === ICMP;
  if (!isPing || packet.readUInt8(headerBytes) !== ECHO_REQUEST) return;
  const host = hosts[packet.subarray(DESTINATION_AT, DESTINATION_AT + 4).join('.')];
  if (!host || host.silent > 0) return;
  const reply = replyTo(packet, headerBytes);
  for (let copy = 0; copy < host.copies; copy += 1) {
    const delayMs = host.rttMs + host.extraMs + Math.random() * host.jitterMs;
    setTimeout(() => writeSync(fd, reply), delayMs);
  }
}

/** The header's checksum stays right: the addresses change places. */
function replyTo(packet: Buffer, headerBytes: number): Buffer {
  const reply = Buffer.from(packet);
  packet.copy(reply, SOURCE_AT, DESTINATION_AT, DESTINATION_AT + 4);
  packet.copy(reply, DESTINATION_AT, SOURCE_AT, SOURCE_AT + 4);
  const echo = reply.subarray(headerBytes);
  echo.writeUInt32BE(0);
  echo.writeUInt16BE(checksum(echo), 2);
  return reply;
}

/** The Internet checksum (RFC 1071) of an even number of bytes, as pings have. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
