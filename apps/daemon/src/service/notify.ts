/** Tells systemd a state, e.g. `READY=1` (man 3 sd_notify). Never waits; what systemd does not take is lost. */
export type Notify = (state: string) => void;

// Numbers of Linux: bits/socket.h.
const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;

/**
 * Opens the way to systemd that `NOTIFY_SOCKET` names, and takes that variable away from child processes; null where
 * there is none. Node has no Unix datagrams, so that it needs the optional package koffi; rejects without it.
 */
export async function openNotify(env: NodeJS.ProcessEnv): Promise<Notify | null> {
  const path = env['NOTIFY_SOCKET'];
  delete env['NOTIFY_SOCKET'];
  if (path === undefined) return null;
  const { socket, sendto } = await loadSockets();
  const fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const to = unixAddress(path);
  return (state) => {
    const data = Buffer.from(state);
    sendto(fd, data, data.length, MSG_DONTWAIT | MSG_NOSIGNAL, to, to.length);
  };
}

/** True where this machine can tell systemd anything. */
export function canNotify(): Promise<boolean> {
  return loadSockets().then(
    () => true,
    () => false,
  );
}

interface Sockets {
  socket(domain: number, type: number, protocol: number): number;
  sendto(fd: number, data: Buffer, length: number, flags: number, to: Buffer, toLength: number): number;
}

async function loadSockets(): Promise<Sockets> {
  const { default: koffi } = await import('koffi').catch(() => {
    throw new Error('the optional package koffi does not load');
  });
  const libc = koffi.load(null);
  return {
    socket: libc.func('int socket(int domain, int type, int protocol)'),
    sendto: libc.func(
      'intptr_t sendto(int fd, const void *data, size_t length, int flags, const void *to, uint32_t toLength)',
    ),
  };
}

/** A `sockaddr_un` (man 7 unix); a path that begins with `@` is an abstract name, which begins with a zero byte. */
export function unixAddress(path: string): Buffer {
  const family = Buffer.from(Uint16Array.of(AF_UNIX).buffer);
  const name = path.startsWith('@') ? `\0${path.slice(1)}` : `${path}\0`;
  return Buffer.concat([family, Buffer.from(name)]);
}
