import { getSystemErrorName } from 'node:util';
import { messageOf } from '@wanctl/core';
import { bindSocket, openSocket } from '../bound-socket.js';
import type { Libc } from '../libc.js';
import { DOMAIN, familyOf, socketAddress } from '../socket-address.js';
import type { Call, CallEnd, Dial } from './dial.js';
import { startStopwatch } from './stopwatch.js';

// Linux: bits/socket.h, linux/in.h, linux/tcp.h (`struct tcp_info`).
const SOCK_STREAM = 1;
const SOL_SOCKET = 1;
const SO_ERROR = 4;
const IPPROTO_TCP = 6;
const TCP_INFO = 11;
const RTT_AT = 68;
const TOTAL_RETRANSMITS_AT = 100;
const TCP_INFO_BYTES = 104;

/** Connects by the C library; the RTT of the handshake is the kernel's own (TCP_INFO, man 7 tcp). */
export function kernelDial(libc: Libc): Dial {
  return (call, onEnd) => {
    let fd: number;
    const stopwatch = startStopwatch();
    try {
      fd = beginConnect(libc, call);
    } catch (error) {
      onEnd({ problem: messageOf(error) });
      return () => {};
    }
    const unwatch = libc.watch(fd, 'writable', () => {
      const end = endOf(libc, fd, stopwatch);
      hangUp();
      onEnd(end);
    });
    let open = true;
    const hangUp = () => {
      if (!open) return;
      open = false;
      unwatch();
      libc.close(fd);
    };
    return hangUp;
  };
}

/** A socket that is connecting. Throws with the name of the error. */
function beginConnect(libc: Libc, { address, port, binding }: Call): number {
  const to = socketAddress(libc, address, port);
  const fd = openSocket(libc, DOMAIN[familyOf(address)], SOCK_STREAM, 0);
  bindSocket(libc, fd, binding);
  if (libc.connect(fd, to, to.length) === 0) return fd;
  const reason = libc.errorName();
  libc.close(fd);
  throw new Error(reason);
}

function endOf(libc: Libc, fd: number, stopwatch: () => number | null): CallEnd {
  const error = option(libc, fd, { level: SOL_SOCKET, name: SO_ERROR, bytes: 4 }).readInt32LE();
  const reason = error === 0 ? '' : getSystemErrorName(-error);
  if (reason === 'ECONNREFUSED') return { rttMs: stopwatch() };
  if (reason !== '') return { problem: reason };
  const info = option(libc, fd, { level: IPPROTO_TCP, name: TCP_INFO, bytes: TCP_INFO_BYTES });
  // After a retransmission nobody knows which SYN was answered.
  const isClear = info.readUInt32LE(TOTAL_RETRANSMITS_AT) === 0;
  return { rttMs: isClear ? info.readUInt32LE(RTT_AT) / 1000 : null };
}

function option(libc: Libc, fd: number, { level, name, bytes }: Record<'level' | 'name' | 'bytes', number>) {
  const value = Buffer.alloc(bytes);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes);
  libc.getsockopt(fd, level, name, value, length);
  return value;
}
