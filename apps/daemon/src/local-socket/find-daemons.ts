import { readdir } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { loadFiles } from '../daemon/load-files.js';
import { askDaemon } from './ask-daemon.js';
import { socketPathOf } from './socket-path.js';

/** Where locks lie when nothing else is said; the variable is that of existing units. */
const RUN_FOLDER = process.env['WANCTL_RUN_DIR'] ?? '/run/wanctl';

/** A WAN or steering, and where its daemon answers while it runs. */
export interface WanSocket {
  readonly wan: string;
  readonly path: string;
}

/** Sockets of the WANs and steerings of these files; without files all in the run folder. */
export async function findSockets(files: readonly string[] = []): Promise<readonly WanSocket[]> {
  if (files.length > 0) {
    const { wans, steerings } = await loadFiles(files, { needSecrets: false });
    return [...wans, ...steerings].map(({ wanName, lockFile }) => ({
      wan: wanName,
      path: socketPathOf(lockFile),
    }));
  }
  const names = await readdir(RUN_FOLDER).catch(() => []);
  return names
    .filter((name) => name.endsWith('.sock'))
    .map((name) => ({ wan: parse(name).name, path: join(RUN_FOLDER, name) }));
}

/** A daemon's answer, and a socket of it. */
export interface Running<T> {
  readonly path: string;
  readonly answer: T;
}

/** What each daemon answered, once, however many of the WANs it runs; and the WANs that nobody runs. */
export interface Answers<T> {
  readonly running: readonly Running<T>[];
  readonly silent: readonly WanSocket[];
}

/** Asks the daemons behind the sockets. Throws as `askDaemon` does. */
export async function askDaemons<T extends { readonly pid: number }>(
  sockets: readonly WanSocket[],
  path: '/health' | '/mark',
): Promise<Answers<T>> {
  const asked = await Promise.all(
    sockets.map(async (socket) => ({ socket, answer: (await askDaemon(socket.path, path)) as T | null })),
  );
  const byPid = new Map(
    asked.flatMap(({ socket, answer }) => (answer ? [[answer.pid, { path: socket.path, answer }]] : [])),
  );
  const silent = asked.filter(({ answer }) => answer === null).map(({ socket }) => socket);
  return { running: [...byPid.values()], silent };
}

/** One line for a WAN that nobody runs. */
export function notRunning({ wan, path }: WanSocket): string {
  return `${wan}: not running, nobody answers at ${path}; "wanctl run --config FILE" runs it`;
}

/** One line for a machine on which no socket is found. */
export const NOTHING_RUNS = `no wanctl is running here: no socket in ${RUN_FOLDER}; name the WAN's file with --config when its lock lies elsewhere`;
