import { openIcmpSocket } from '../src/engines/icmp-socket.js';
import { loadLibc } from '../src/engines/libc.js';

/** True where this process may have an ICMP socket: as root, with CAP_NET_RAW, or by ping_group_range. */
export async function mayOpenSocket(): Promise<boolean> {
  try {
    openIcmpSocket(await loadLibc(), 4).close();
    return true;
  } catch {
    return false;
  }
}
