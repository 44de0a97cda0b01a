import { describe, expect, it, onTestFinished } from 'vitest';
import { type IcmpSocket, openIcmpSocket } from '../../src/engines/icmp-socket.js';
import { type Libc, loadLibc } from '../../src/engines/libc.js';
import { mayOpenSocket } from '../may-open-socket.js';
import { UNBOUND } from '../plan.js';

const allowed = await mayOpenSocket();

function open(libc: Libc, family: 4 | 6): IcmpSocket {
  const socket = openIcmpSocket(libc, family, UNBOUND);
  onTestFinished(() => socket.close());
  return socket;
}

const readable = (socket: IcmpSocket) => new Promise<void>((resolve) => socket.watch(resolve));

describe.skipIf(!allowed)('openIcmpSocket (skipped without CAP_NET_RAW)', () => {
  it('receives the reply to its own request, stamped by the kernel after it left', async () => {
    const socket = open(await loadLibc(), 4);
    const { to, departedMs } = socket.send('127.0.0.1', 7);
    await readable(socket);
    const seenMs = Date.now();
    const [reply, ...others] = socket.drain();
    expect(reply).toMatchObject({ sequence: 7, from: to });
    expect(others).toEqual([]);
    expect(reply?.arrivedMs).toBeGreaterThanOrEqual(departedMs);
    expect(reply?.arrivedMs).toBeLessThan(seenMs + 1);
    expect(socket.drain()).toEqual([]);
  });

  it('stamps a reply when it comes, not when it is read', async () => {
    const libc = await loadLibc();
    const socket = open(libc, 4);
    socket.send('127.0.0.1', 0);
    await readable(socket);
    const [first] = socket.drain();
    const { departedMs } = socket.send('127.0.0.1', 1);
    const afterSendMs = libc.realtimeMs();
    // Loopback delivers within the call that sends: whatever the process does now is after the reply.
    while (libc.realtimeMs() < afterSendMs + 20);
    const [second] = socket.drain();
    expect(first?.sequence).toBe(0);
    expect(second?.arrivedMs).toBeGreaterThanOrEqual(departedMs);
    expect(second?.arrivedMs).toBeLessThanOrEqual(afterSendMs);
  });

  it('does not even see the replies to another socket, nor requests', async () => {
    const libc = await loadLibc();
    let packets = 0;
    const counting: Libc = {
      ...libc,
      recvfrom(...values) {
        const length = libc.recvfrom(...values);
        if (length >= 0) packets += 1;
        return length;
      },
    };
    const bystander = open(counting, 4);
    const socket = open(libc, 4);
    socket.send('127.0.0.1', 1);
    await readable(socket);
    expect(socket.drain()).toHaveLength(1);
    expect(bystander.drain()).toEqual([]);
    expect(packets).toBe(0);
    bystander.send('127.0.0.1', 1);
    await readable(bystander);
    expect(bystander.drain()).toHaveLength(1);
    expect(packets).toBe(1);
  });

  it('names the reason when an address cannot be sent to', async () => {
    const socket = open(await loadLibc(), 4);
    expect(() => socket.send('255.255.255.255', 0)).toThrow('EACCES');
    expect(() => socket.send('no address', 0)).toThrow('EINVAL');
  });

  it('says why it cannot be opened', async () => {
    const libc: Libc = { ...(await loadLibc()), socket: () => -1, errorName: () => 'EPERM' };
    expect(() => openIcmpSocket(libc, 6, UNBOUND)).toThrow(
      'the kernel refuses an ICMP socket for IPv6 (EPERM)',
    );
  });
});
