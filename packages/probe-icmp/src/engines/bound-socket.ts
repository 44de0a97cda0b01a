import type { Binding } from '../engine.js';
import type { Libc } from './libc.js';
import { socketAddress } from './socket-address.js';

const NONBLOCK_CLOEXEC = 0o2004000;

/** Opens a non-blocking socket. Throws with the name of the error, e.g. `EPERM`. */
export function openSocket(libc: Libc, domain: number, type: number, protocol: number): number {
  const fd = libc.socket(domain, type | NONBLOCK_CLOEXEC, protocol);
  if (fd < 0) throw new Error(libc.errorName());
  return fd;
}

/** Binds a socket as wanted; throws with the reason and closes it when that fails. */
export function bindSocket(libc: Libc, fd: number, { source, device }: Binding): void {
  const fail = (what: string): never => {
    const reason = libc.errorName();
    libc.close(fd);
    throw new Error(`cannot use ${what} (${reason})`);
  };
  if (device !== undefined && libc.bindToDevice(fd, device) < 0) fail(`interface ${device}`);
  if (source === undefined) return;
  const from = socketAddress(libc, source);
  if (libc.bind(fd, from, from.length) < 0) fail(`source ${source}`);
}
