import { getSystemErrorName } from 'node:util';

/** The few C library calls that probes need (Linux man-pages, sections 2 and 3). */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  close(fd: number): number;
  bind(fd: number, from: Buffer, fromLength: number): number;
  /** Lets the socket send and receive by one interface only; -1 on failure. */
  bindToDevice(fd: number, name: string): number;
  /** Begins to connect a non-blocking socket; -1 on failure. */
  connect(fd: number, to: Buffer, toLength: number): number;
  sendto(fd: number, data: Buffer, length: number, flags: number, to: Buffer, toLength: number): number;
  recvfrom(fd: number, data: Buffer, length: number, flags: number, from: Buffer, fromLength: Buffer): number;
  inetPton(domain: number, text: string, address: Buffer): number;
  /** An option of a socket; its length is that of `value` and is given anew in `length`. */
  getsockopt(fd: number, level: number, option: number, value: Buffer, length: Buffer): number;
  /** Number of an interface by its name; 0 when there is none. */
  interfaceIndex(name: string): number;
  /** Lets only what a classic BPF program accepts reach the socket; -1 on failure. */
  attachFilter(fd: number, program: Buffer): number;
  /** Calendar time of this moment, ms, to a quarter of a microsecond; NaN on failure. */
  realtimeMs(): number;
  /** When the kernel got the packet that was last received from the socket, on the same scale; NaN on failure. */
  arrivalMs(fd: number): number;
  /** Name of the last error, e.g. `EPERM`. */
  errorName(): string;
  /** Calls `listener` from the event loop whenever the descriptor is ready; the returned function ends it. */
  watch(fd: number, until: 'readable' | 'writable', listener: () => void): () => void;
}

// Numbers of Linux on x86 and Arm, little-endian: asm-generic/socket.h, asm-generic/sockios.h, linux/time.h.
const SUPPORTED = ['x64', 'arm64', 'arm'];
const SOL_SOCKET = 1;
const SO_BINDTODEVICE = 25;
const SO_ATTACH_FILTER = 26;
const SIOCGSTAMPNS = 0x8907;
const CLOCK_REALTIME = 0;
// asm-generic/errno.h; `util.getSystemErrorName` does not know it.
const EINPROGRESS = 115;
const BPF_INSTRUCTION_BYTES = 8;

type Koffi = typeof import('koffi')['default'];
type KoffiLibrary = ReturnType<Koffi['load']>;

/** Binds them through koffi, which is optional. Rejects with the reason when that is not possible here. */
export async function loadLibc(): Promise<Libc> {
  if (process.platform !== 'linux' || !SUPPORTED.includes(process.arch)) {
    throw new Error(`not made for ${process.platform} on ${process.arch}`);
  }
  const { default: koffi } = await import('koffi').catch(() => {
    throw new Error('the optional package koffi does not load');
  });
  const library = koffi.load(null);
  const connect: Libc['connect'] = library.func('int connect(int fd, const void *to, uint32_t toLength)');
  return {
    socket: library.func('int socket(int domain, int type, int protocol)'),
    close: library.func('int close(int fd)'),
    sendto: library.func(
      'intptr_t sendto(int fd, const void *data, size_t length, int flags, const void *to, uint32_t toLength)',
    ),
    recvfrom: library.func(
      'intptr_t recvfrom(int fd, void *data, size_t length, int flags, void *from, void *fromLength)',
    ),
    inetPton: library.func('int inet_pton(int domain, const char *text, void *address)'),
    bind: library.func('int bind(int fd, const void *from, uint32_t fromLength)'),
    connect(fd, to, toLength) {
      return connect(fd, to, toLength) < 0 && koffi.errno() !== EINPROGRESS ? -1 : 0;
    },
    getsockopt: library.func('int getsockopt(int fd, int level, int option, void *value, void *length)'),
    interfaceIndex: library.func('uint32_t if_nametoindex(const char *name)'),
    ...bindSetsockopt(koffi, library),
    ...bindTime(koffi, library),
    errorName: () => getSystemErrorName(-koffi.errno()),
    watch(fd, until, listener) {
      const handle = koffi.node.poll(fd, { [until]: true }, listener);
      return () => handle.close();
    },
  };
}

function bindSetsockopt(koffi: Koffi, library: KoffiLibrary): Pick<Libc, 'attachFilter' | 'bindToDevice'> {
  const fprog = koffi.struct({ len: 'uint16_t', filter: 'const void *' });
  const setsockopt = (valueType: string | ReturnType<Koffi['pointer']>): ((...values: unknown[]) => number) =>
    library.func('setsockopt', 'int', ['int', 'int', 'int', valueType, 'uint32_t']);
  const setFilter = setsockopt(koffi.pointer(fprog));
  const setText = setsockopt('const char *');
  return {
    attachFilter(fd, program) {
      const value = { len: program.length / BPF_INSTRUCTION_BYTES, filter: program };
      return setFilter(fd, SOL_SOCKET, SO_ATTACH_FILTER, value, koffi.sizeof(fprog));
    },
    bindToDevice: (fd, name) => setText(fd, SOL_SOCKET, SO_BINDTODEVICE, name, Buffer.byteLength(name)),
  };
}

/**
 * SIOCGSTAMPNS (man 7 socket) gives the kernel's receive stamp into two longs, so that no `msghdr` has to be laid
 * out per ABI as `SO_TIMESTAMPNS` would want.
 */
function bindTime(koffi: Koffi, library: KoffiLibrary): Pick<Libc, 'realtimeMs' | 'arrivalMs'> {
  const clockGettime: (clock: number, time: Buffer) => number = library.func(
    'int clock_gettime(int clock, void *time)',
  );
  const ioctl: (fd: number, request: number, type: string, time: Buffer) => number = library.func(
    'int ioctl(int fd, unsigned long request, ...)',
  );
  const longBytes = koffi.sizeof('long');
  const time = Buffer.alloc(2 * longBytes);
  const long = (at: number) => (longBytes === 8 ? Number(time.readBigInt64LE(at)) : time.readInt32LE(at));
  const read = (status: number) => (status === 0 ? long(0) * 1e3 + long(longBytes) / 1e6 : Number.NaN);
  return {
    realtimeMs: () => read(clockGettime(CLOCK_REALTIME, time)),
    arrivalMs: (fd) => read(ioctl(fd, SIOCGSTAMPNS, 'void *', time)),
  };
}
