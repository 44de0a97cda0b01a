import { DOMAIN } from '../engines/socket-address.js';
import type { Family } from '../packet.js';

// Linux: linux/netlink.h, linux/rtnetlink.h (man 7 rtnetlink).
const RTM_NEWROUTE = 24;
const RTM_GETROUTE = 26;
const NLM_F_REQUEST = 1;
const RTA_DST = 1;
const RTA_SRC = 2;
const RTA_OIF = 4;
const MESSAGE_HEADER_BYTES = 16;
const ROUTE_HEADER_BYTES = 12;
const ATTRIBUTE_HEADER_BYTES = 4;

/** Asks by which interface packets with these addresses leave; both in bytes, 4 or 16 by family. */
export function encodeRouteRequest(family: Family, to: Buffer, from: Buffer): Buffer {
  const header = Buffer.alloc(MESSAGE_HEADER_BYTES + ROUTE_HEADER_BYTES);
  const attributes = Buffer.concat([attribute(RTA_DST, to), attribute(RTA_SRC, from)]);
  header.writeUInt32LE(header.length + attributes.length, 0);
  header.writeUInt16LE(RTM_GETROUTE, 4);
  header.writeUInt16LE(NLM_F_REQUEST, 6);
  header.writeUInt8(DOMAIN[family], MESSAGE_HEADER_BYTES);
  header.writeUInt8(to.length * 8, MESSAGE_HEADER_BYTES + 1);
  header.writeUInt8(from.length * 8, MESSAGE_HEADER_BYTES + 2);
  return Buffer.concat([header, attributes]);
}

/** Number of the interface in a netlink message; null when it holds none, is an error or is cut short. */
export function decodeRouteAnswer(message: Buffer): number | null {
  const isRoute = message.length >= MESSAGE_HEADER_BYTES && message.readUInt16LE(4) === RTM_NEWROUTE;
  let rest = message.subarray(isRoute ? MESSAGE_HEADER_BYTES + ROUTE_HEADER_BYTES : message.length);
  while (rest.length >= ATTRIBUTE_HEADER_BYTES + 4) {
    if (rest.readUInt16LE(2) === RTA_OIF) return rest.readUInt32LE(ATTRIBUTE_HEADER_BYTES);
    rest = rest.subarray(padded(Math.max(ATTRIBUTE_HEADER_BYTES, rest.readUInt16LE(0))));
  }
  return null;
}

function attribute(type: number, value: Buffer): Buffer {
  const bytes = Buffer.alloc(padded(ATTRIBUTE_HEADER_BYTES + value.length));
  bytes.writeUInt16LE(ATTRIBUTE_HEADER_BYTES + value.length, 0);
  bytes.writeUInt16LE(type, 2);
  value.copy(bytes, ATTRIBUTE_HEADER_BYTES);
  return bytes;
}

function padded(length: number): number {
  return (length + 3) & ~3;
}
