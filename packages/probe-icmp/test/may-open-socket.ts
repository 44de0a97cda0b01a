import { openIcmpSocket } from '../src/engines/icmp-socket.js';
import { loadLibc } from '../src/engines/libc.js';
import { UNBOUND } from './plan.js';

/** True where this process may have an ICMP socket: as root, with CAP_NET_RAW, or by ping_group_range. */
export async function mayOpenSocket(): Promise<boolean> {
  try {
    openIcmpSocket(await loadLibc(), 4, UNBOUND).close();
    return true;
  } catch {
    return false;
  }
}
