import { openSync } from 'node:fs';
import koffi from 'koffi';

// linux/if_tun.h, linux/if.h.
const TUNSETIFF = 0x400454ca;
const IFF_TUN_NO_PI = 0x1001;
const IFREQ_BYTES = 40;
const FLAGS_AT = 16;

/** As long as a packet of a TUN device may be, and where in its header things are (RFC 791). */
export const PACKET_BYTES = 1500;
export const PROTOCOL_AT = 9;
export const SOURCE_AT = 12;
export const DESTINATION_AT = 16;

/** The protocol ICMP, and its request for an echo (RFC 792). */
export const ICMP = 1;
export const ECHO_REQUEST = 8;

/** Makes a TUN device and gives its file descriptor, at which each read and each write is one packet. Throws without root. */
export function openTun(name: string): number {
  const tun = openSync('/dev/net/tun', 'r+');
  const request = Buffer.alloc(IFREQ_BYTES);
  request.write(name);
  request.writeUInt16LE(IFF_TUN_NO_PI, FLAGS_AT);
  const ioctl = koffi.load(null).func('int ioctl(int fd, unsigned long request, ...)');
  if (ioctl(tun, TUNSETIFF, 'void *', request) < 0) throw new Error(`cannot make the TUN device ${name}`);
  return tun;
}

/** The reply to an echo request, both without their IP header. */
export function echoReply(request: Buffer): Buffer {
  const reply = Buffer.from(request);
  reply.writeUInt32BE(0);
  reply.writeUInt16BE(checksum(reply), 2);
  return reply;
}

/** The Internet checksum (RFC 1071) of an even number of bytes, as headers and pings have. */
export function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
