import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import koffi from 'koffi';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openIcmpSocket } from '../../src/engines/icmp-socket.js';
import { loadLibc } from '../../src/engines/libc.js';
import { UNBOUND } from '../plan.js';

const CLONE_NEWNET = 0x40000000;
const possible = process.getuid?.() === 0 && spawnSync('ip', ['-V']).error === undefined;

describe.skipIf(!possible)('openIcmpSocket in a namespace (skipped unless root and with iproute2)', () => {
  // This file has its process to itself, so that its main thread can move into a network namespace of its own.
  beforeAll(() => {
    const unshare: (flags: number) => number = koffi.load(null).func('int unshare(int flags)');
    expect(unshare(CLONE_NEWNET)).toBe(0);
    expect(spawnSync('ip', ['link', 'set', 'lo', 'up']).status).toBe(0);
  });

  it.each([
    ['1 0', 'raw', 4, '127.0.0.1', undefined],
    ['1 0', 'raw', 6, '::1', '::1'],
    ['0 2147483647', 'datagram', 4, '127.0.0.1', undefined],
    ['0 2147483647', 'datagram', 4, '127.0.0.1', '127.0.0.9'],
    ['0 2147483647', 'datagram', 6, '::1', undefined],
    ['0 2147483647', 'datagram', 6, '::1', '::1'],
  ] as const)(
    'with ping_group_range %s measures by a %s socket over IPv%i to %s from %s',
    async (range, kind, family, address, source) => {
      writeFileSync('/proc/sys/net/ipv4/ping_group_range', range);
      const socket = openIcmpSocket(await loadLibc(), family, { ...UNBOUND, source });
      onTestFinished(() => socket.close());
      expect(socket.kind).toBe(kind);
      const { to, departedMs } = socket.send(address, 3);
      await new Promise<void>((resolve) => socket.watch(resolve));
      const [reply] = socket.drain();
      expect(reply).toMatchObject({ sequence: 3, from: to });
      expect(reply?.arrivedMs).toBeGreaterThanOrEqual(departedMs);
    },
  );
});
