import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** This machine's address on the way to a host, which hears nothing of it. Null when there is no way. */
export async function ownAddress(host: string): Promise<string | null> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.connect(9, host);
    await once(socket, 'connect');
    return socket.address().address;
  } catch {
    return null;
  } finally {
    socket.close();
  }
}
