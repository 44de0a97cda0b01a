/** 4 for ICMP over IPv4, 6 for ICMPv6. */
export type Family = 4 | 6;

/** What identifies one echo request or reply (RFC 792, RFC 4443 section 4). */
export interface Echo {
  /** 0 to 65535. */
  readonly id: number;
  /** 0 to 65535. */
  readonly sequence: number;
  readonly payload: Buffer;
}

/** ICMP type of an echo reply per family (RFC 792, RFC 4443). */
export const ECHO_REPLY: Record<Family, number> = { 4: 0, 6: 129 };
const ECHO_REQUEST: Record<Family, number> = { 4: 8, 6: 128 };
const HEADER_BYTES = 8;
const MIN_IP_HEADER_BYTES = 20;

/** An echo request, for IPv4 with its checksum; for IPv6 the kernel writes it (RFC 3542 section 3.1). */
export function encodeEchoRequest(family: Family, { id, sequence, payload }: Echo): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES + payload.length);
  packet.writeUInt8(ECHO_REQUEST[family], 0);
  packet.writeUInt16BE(id, 4);
  packet.writeUInt16BE(sequence, 6);
  payload.copy(packet, HEADER_BYTES);
  if (family === 4) packet.writeUInt16BE(checksum(packet), 2);
  return packet;
}

/** The echo reply in an ICMP message; null for anything else, truncated or damaged. */
export function decodeEchoReply(family: Family, message: Buffer): Echo | null {
  if (message.length < HEADER_BYTES) return null;
  if (message.readUInt8(0) !== ECHO_REPLY[family] || message.readUInt8(1) !== 0) return null;
  // The kernel checks ICMPv6 before it delivers.
  if (family === 4 && checksum(message) !== 0) return null;
  return {
    id: message.readUInt16BE(4),
    sequence: message.readUInt16BE(6),
    payload: message.subarray(HEADER_BYTES),
  };
}

/** What follows the header of an IPv4 packet (RFC 791) from a raw socket; empty when it is no such packet. */
export function stripIpv4Header(packet: Buffer): Buffer {
  const versionAndLength = packet.length > 0 ? packet.readUInt8(0) : 0;
  const headerBytes = (versionAndLength & 0x0f) * 4;
  const valid = versionAndLength >> 4 === 4 && headerBytes >= MIN_IP_HEADER_BYTES;
  return packet.subarray(valid ? headerBytes : packet.length);
}

/** The Internet checksum (RFC 1071); 0 over a message that carries a right one. */
export function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  if (bytes.length % 2 === 1) sum += bytes.readUInt8(bytes.length - 1) << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
