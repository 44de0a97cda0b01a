import { openSocket } from '../engines/bound-socket.js';
import type { Libc } from '../engines/libc.js';
import { addressBytes, familyOf, socketAddress } from '../engines/socket-address.js';
import { decodeRouteAnswer, encodeRouteRequest } from './route-message.js';

// Linux: bits/socket.h, linux/netlink.h (`struct sockaddr_nl`).
const AF_NETLINK = 16;
const SOCK_RAW = 3;
const NETLINK_ROUTE = 0;
const SOCKADDR_BYTES = 12;
const MAX_ANSWER_BYTES = 4096;

/**
 * Number of the interface by which the kernel sends packets with these addresses, policy routing included
 * (RTM_GETROUTE, man 7 rtnetlink); null when it has no route or does not tell.
 */
export function routeInterface(libc: Libc, to: string, from: string): number | null {
  const fd = openSocket(libc, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  try {
    const family = familyOf(to);
    const bytesOf = (address: string) => addressBytes(family, socketAddress(libc, address));
    const request = encodeRouteRequest(family, bytesOf(to), bytesOf(from));
    const kernel = Buffer.alloc(SOCKADDR_BYTES);
    kernel.writeUInt16LE(AF_NETLINK);
    if (libc.sendto(fd, request, request.length, 0, kernel, kernel.length) < 0) return null;
    // The kernel has answered by the time that the request is sent.
    const answer = Buffer.alloc(MAX_ANSWER_BYTES);
    const fromLength = Buffer.alloc(4);
    fromLength.writeUInt32LE(SOCKADDR_BYTES);
    const length = libc.recvfrom(fd, answer, answer.length, 0, kernel, fromLength);
    return decodeRouteAnswer(answer.subarray(0, Math.max(0, length)));
  } finally {
    libc.close(fd);
  }
}
