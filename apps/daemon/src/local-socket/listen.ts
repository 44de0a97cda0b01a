import { once } from 'node:events';
import { chmod, lstat, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';

/** Linux keeps socket paths in 108 bytes with a final zero (man 7 unix); libuv cuts off what is longer. */
const LONGEST_PATH_BYTES = 107;

/**
 * Answers HTTP on a Unix socket that owner and group may use. A socket that lies there already is taken for left
 * over: call it with the lock of that name held. The returned function ends it, with all that is under way, and
 * removes the socket. Rejects when the socket cannot be made.
 */
export async function listenOn(path: string, handler: RequestListener): Promise<() => Promise<void>> {
  const bytes = Buffer.byteLength(path);
  if (bytes > LONGEST_PATH_BYTES)
    throw new Error(`${path} has ${bytes} bytes, a socket's path at most ${LONGEST_PATH_BYTES}`);
  const found = await lstat(path).catch(() => null);
  if (found?.isSocket()) await rm(path);
  const server = createServer(handler);
  await once(server.listen(path), 'listening');
  server.on('error', () => {});
  await chmod(path, 0o660);
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}
