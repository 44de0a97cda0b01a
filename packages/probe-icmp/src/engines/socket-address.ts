import { isIPv6 } from 'node:net';
import type { Family } from '../packet.js';
import type { Libc } from './libc.js';

// Linux on x86 and Arm: bits/socket.h, linux/in.h, linux/in6.h.
/** Address family number for `socket` and in a socket address. */
export const DOMAIN: Record<Family, number> = { 4: 2, 6: 10 };
const LAYOUT: Record<Family, { addressAt: number; addressEnd: number; length: number }> = {
  4: { addressAt: 4, addressEnd: 8, length: 16 },
  6: { addressAt: 8, addressEnd: 24, length: 28 },
};
const PORT_AT = 2;

/** The family of an address in text form. */
export function familyOf(address: string): Family {
  return isIPv6(address) ? 6 : 4;
}

/** A zeroed `sockaddr_in` or `sockaddr_in6`. */
export function emptySocketAddress(family: Family): Buffer {
  return Buffer.alloc(LAYOUT[family].length);
}

/** A `sockaddr_in` or `sockaddr_in6` from text. Throws `EINVAL` when the text is no such address. */
export function socketAddress(libc: Libc, address: string, port = 0): Buffer {
  const family = familyOf(address);
  const bytes = emptySocketAddress(family);
  bytes.writeUInt16LE(DOMAIN[family]);
  bytes.writeUInt16BE(port, PORT_AT);
  const { addressAt } = LAYOUT[family];
  if (libc.inetPton(DOMAIN[family], address, bytes.subarray(addressAt)) !== 1) throw new Error('EINVAL');
  return bytes;
}

/** The address bytes within a socket address. */
export function addressBytes(family: Family, socketAddress: Buffer): Buffer {
  return socketAddress.subarray(LAYOUT[family].addressAt, LAYOUT[family].addressEnd);
}
