import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Router } from '../device/router.js';
import type { Random } from '../random.js';
import type { WanLink } from './wan-link.js';

/** A host behind the line that returns every datagram, unchanged, after the line's round trip of that moment. */
export interface Reflector {
  /** `127.0.0.1:port`. */
  readonly target: string;
  /** It takes datagrams and returns none. */
  muted: boolean;
  /** Share of datagrams that are lost, 0 to 1. */
  lossProbability: number;
  /** Datagrams that it has taken. */
  readonly received: number;
  close(): Promise<void>;
}

/** Opens a UDP port on 127.0.0.1 that answers as if it stood behind the line. */
export async function openReflector(
  link: WanLink,
  router: Pick<Router, 'up' | 'clock'>,
  random: Random,
): Promise<Reflector> {
  const socket: Socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  let received = 0;
  const reflector: Reflector = {
    target: `127.0.0.1:${socket.address().port}`,
    muted: false,
    lossProbability: 0,
    get received() {
      return received;
    },
    async close() {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
  socket.on('message', (datagram, { port, address }) => {
    received += 1;
    const rttMs = link.rttMs();
    const lost =
      !router.up || reflector.muted || random() < reflector.lossProbability || !Number.isFinite(rttMs);
    if (!lost) router.clock.schedule(() => socket.send(datagram, port, address), rttMs);
  });
  return reflector;
}
