import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A TCP port on 127.0.0.1 with all of its connections. */
export interface TcpPort {
  readonly port: number;
  /** The connection whose other end that is. */
  find(peer: Pick<Socket, 'remotePort'>): Socket | undefined;
  /** Resets its connections and refuses new ones until `open`. */
  shut(): Promise<void>;
  /** Listens again, on the same port. */
  open(): Promise<void>;
  /** Ends its connections and itself. */
  close(): Promise<void>;
}

/** How a port treats connections. */
export interface TcpPortOptions {
  /** 0: any free one. */
  readonly port: number;
  /** How many connections it takes at a time; one more is reset. */
  readonly maxSessions: () => number;
  /** Told of each connection that it takes. */
  readonly onConnection: (socket: Socket) => void;
}

/** Opens a port and hands each connection over. Rejects when the port is taken. */
export async function openTcpPort(
  options: TcpPortOptions,
  serve: (socket: Socket) => void,
): Promise<TcpPort> {
  const sockets = new Map<number | undefined, Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    const { remotePort } = socket;
    if (sockets.size >= options.maxSessions()) {
      socket.resetAndDestroy();
      return;
    }
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
    options.onConnection(socket);
    serve(socket);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const stop = async (end: (socket: Socket) => void) => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets.values()) end(socket);
    await closed;
  };
  await listen(options.port);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    find: ({ remotePort }) => sockets.get(remotePort),
    shut: () => stop((socket) => socket.resetAndDestroy()),
    open: () => listen(port),
    close: () => stop((socket) => socket.destroy()),
  };
}
