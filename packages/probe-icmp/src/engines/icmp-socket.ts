import { randomBytes, randomInt } from 'node:crypto';
import { messageOf } from '@wanctl/core';
import type { Binding } from '../engine.js';
import { decodeEchoReply, encodeEchoRequest, type Family, stripIpv4Header } from '../packet.js';
import { bindSocket, openSocket } from './bound-socket.js';
import { echoReplyFilter } from './echo-reply-filter.js';
import type { Libc } from './libc.js';
import { addressBytes, DOMAIN, emptySocketAddress, socketAddress } from './socket-address.js';

/** An echo reply to one of this socket's requests. */
export interface Reply {
  readonly sequence: number;
  /** Who sent it, as a key of its address. */
  readonly from: string;
  /** When the kernel got it, calendar time in ms. */
  readonly arrivedMs: number;
}

/** An echo request that has left. */
export interface Departure {
  /** Where to, as a key of the address. */
  readonly to: string;
  /** When, calendar time in ms. */
  readonly departedMs: number;
}

/** A non-blocking ICMP socket of one address family. */
export interface IcmpSocket {
  /** `raw`, or `datagram` where the kernel's ping sockets are open to this process. */
  readonly kind: 'raw' | 'datagram';
  /** Sends an echo request. Throws with the name of the error, e.g. `ENETUNREACH`. */
  send(address: string, sequence: number): Departure;
  /** All replies that have arrived; packets that are not ours or damaged are passed over. */
  drain(): Reply[];
  /** Calls `listener` from the event loop whenever there is something to drain. */
  watch(listener: () => void): void;
  close(): void;
}

// Linux on x86 and Arm: bits/socket.h, linux/in.h, linux/in6.h, man 7 icmp.
const PROTOCOL: Record<Family, number> = { 4: 1, 6: 58 };
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const PAYLOAD_BYTES = 56;
const MAX_PACKET_BYTES = 1500;

/** Opens a datagram socket where `net.ipv4.ping_group_range` allows, else a raw one. Throws with the reason. */
export function openIcmpSocket(libc: Libc, family: Family, binding: Binding): IcmpSocket {
  const { fd, kind } = openDescriptor(libc, family);
  bindSocket(libc, fd, binding);
  const raw = kind === 'raw';
  const id = randomInt(0x10000);
  if (raw && libc.attachFilter(fd, echoReplyFilter(family, id)) < 0) {
    const reason = libc.errorName();
    libc.close(fd);
    throw new Error(`no filter on the ICMP socket (${reason})`);
  }
  libc.arrivalMs(fd); // The first call turns stamping on.
  const payload = randomBytes(PAYLOAD_BYTES);
  const receive = receiver(libc, family, fd, raw);
  let unwatch = () => {};
  return {
    kind,
    send(address, sequence) {
      const to = socketAddress(libc, address);
      const packet = encodeEchoRequest(family, { id, sequence, payload });
      const departedMs = libc.realtimeMs();
      if (libc.sendto(fd, packet, packet.length, 0, to, to.length) < 0) throw new Error(libc.errorName());
      return { to: addressKey(family, to), departedMs };
    },
    drain() {
      const replies: Reply[] = [];
      for (let got = receive(); got; got = receive()) {
        const echo = decodeEchoReply(family, got.message);
        // The kernel writes the id of a datagram socket's requests, and keeps others' replies from it.
        if (echo?.payload.equals(payload) && (echo.id === id || !raw)) {
          replies.push({ sequence: echo.sequence, from: got.from, arrivedMs: libc.arrivalMs(fd) });
        }
      }
      return replies;
    },
    watch(listener) {
      unwatch = libc.watch(fd, 'readable', listener);
    },
    close() {
      unwatch();
      libc.close(fd);
    },
  };
}

function openDescriptor(libc: Libc, family: Family): { fd: number; kind: IcmpSocket['kind'] } {
  const open = (type: number) => openSocket(libc, DOMAIN[family], type, PROTOCOL[family]);
  try {
    return { fd: open(SOCK_DGRAM), kind: 'datagram' };
  } catch {
    try {
      return { fd: open(SOCK_RAW), kind: 'raw' };
    } catch (error) {
      throw new Error(`the kernel refuses an ICMP socket for IPv${family} (${messageOf(error)})`);
    }
  }
}

/** Gives the next ICMP message that is waiting, and its sender; null when there is none. */
function receiver(libc: Libc, family: Family, fd: number, raw: boolean) {
  const packet = Buffer.alloc(MAX_PACKET_BYTES);
  const from = emptySocketAddress(family);
  const fromLength = Buffer.alloc(4);
  return (): { message: Buffer; from: string } | null => {
    fromLength.writeUInt32LE(from.length);
    const length = libc.recvfrom(fd, packet, packet.length, 0, from, fromLength);
    if (length < 0) return null;
    const received = packet.subarray(0, length);
    const message = raw && family === 4 ? stripIpv4Header(received) : received;
    return { message, from: addressKey(family, from) };
  };
}

function addressKey(family: Family, socketAddress: Buffer): string {
  return addressBytes(family, socketAddress).toString('hex');
}
