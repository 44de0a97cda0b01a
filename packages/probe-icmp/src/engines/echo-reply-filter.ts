import { ECHO_REPLY, type Family } from '../packet.js';

// Opcodes of classic BPF (linux/bpf_common.h).
const LOAD_IP_HEADER_LENGTH = 0xb1; // x = 4 * (packet[k] & 0xf)
const LOAD_BYTE = 0x50; // a = packet[x + k]
const LOAD_HALF = 0x48;
const LOAD_X = 0x01; // x = k
const JUMP_IF_EQUAL = 0x15;
const RETURN = 0x06;
const WHOLE_PACKET = 0xffffffff;

/**
 * A classic BPF program that lets only echo replies with this id reach a raw socket. Without it every raw ICMP
 * socket of the machine wakes up for the replies to all others.
 */
export function echoReplyFilter(family: Family, id: number): Buffer {
  return Buffer.concat([
    // A raw IPv4 socket sees the IP header, a raw IPv6 socket does not (man 7 raw, RFC 3542 section 3).
    family === 4 ? instruction(LOAD_IP_HEADER_LENGTH, 0) : instruction(LOAD_X, 0),
    instruction(LOAD_BYTE, 0),
    instruction(JUMP_IF_EQUAL, ECHO_REPLY[family], 0, 3),
    instruction(LOAD_HALF, 4),
    instruction(JUMP_IF_EQUAL, id, 0, 1),
    instruction(RETURN, WHOLE_PACKET),
    instruction(RETURN, 0),
  ]);
}

/** One `struct sock_filter` (linux/filter.h); the jumps count instructions to skip when true and when false. */
function instruction(code: number, k: number, whenTrue = 0, whenFalse = 0): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt16LE(code, 0);
  bytes.writeUInt8(whenTrue, 2);
  bytes.writeUInt8(whenFalse, 3);
  bytes.writeUInt32LE(k, 4);
  return bytes;
}
