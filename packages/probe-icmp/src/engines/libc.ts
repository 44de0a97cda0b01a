import { getSystemErrorName } from 'node:util';

/** The few C library calls that an ICMP socket needs (Linux man-pages, sections 2 and 3). */
export interface Libc {
  socket(domain: number, type: number, protocol: number): number;
  close(fd: number): number;
  sendto(fd: number, data: Buffer, length: number, flags: number, to: Buffer, toLength: number): number;
  recvfrom(fd: number, data: Buffer, length: number, flags: number, from: Buffer, fromLength: Buffer): number;
  inetPton(domain: number, text: string, address: Buffer): number;
  /** Lets only what a classic BPF program accepts reach the socket; -1 on failure. */
  attachFilter(fd: number, program: Buffer): number;
  /** Calendar time of this moment, ms, to a quarter of a microsecond; NaN on failure. */
  realtimeMs(): number;
  /** When the kernel got the packet that was last received from the socket, on the same scale; NaN on failure. */
  arrivalMs(fd: number): number;
  /** Name of the last error, e.g. `EPERM`. */
  errorName(): string;
  /** Calls `listener` from the event loop whenever the descriptor is readable; the returned function ends it. */
  watch(fd: number, listener: () => void): () => void;
}

// Numbers of Linux on x86 and Arm, little-endian: asm-generic/socket.h, asm-generic/sockios.h, linux/time.h.
const SUPPORTED = ['x64', 'arm64', 'arm'];
const SOL_SOCKET = 1;
const SO_ATTACH_FILTER = 26;
const SIOCGSTAMPNS = 0x8907;
const CLOCK_REALTIME = 0;
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
    attachFilter: bindAttachFilter(koffi, library),
    ...bindTime(koffi, library),
    errorName: () => getSystemErrorName(-koffi.errno()),
    watch(fd, listener) {
      const handle = koffi.node.poll(fd, { readable: true }, listener);
      return () => handle.close();
    },
  };
}

function bindAttachFilter(koffi: Koffi, library: KoffiLibrary): Libc['attachFilter'] {
  const fprog = koffi.struct({ len: 'uint16_t', filter: 'const void *' });
  const setsockopt: (...values: unknown[]) => number = library.func('setsockopt', 'int', [
    'int',
    'int',
    'int',
    koffi.pointer(fprog),
    'uint32_t',
  ]);
  return (fd, program) => {
    const value = { len: program.length / BPF_INSTRUCTION_BYTES, filter: program };
    return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, value, koffi.sizeof(fprog));
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
