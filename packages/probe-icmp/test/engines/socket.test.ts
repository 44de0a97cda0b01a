import { systemClock } from '@wanctl/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProbeEvent } from '../../src/engine.js';
import { type Libc, loadLibc } from '../../src/engines/libc.js';
import { SocketEngine } from '../../src/engines/socket.js';
import { mayOpenSocket } from '../may-open-socket.js';
import { planOf } from '../plan.js';

const allowed = await mayOpenSocket();
const HOUR_MS = 3_600_000;

/** What the engine tells about 127.0.0.1, and then 127.0.0.2, until it has an end of `last`. */
async function run(change: (libc: Libc) => Libc, last: string): Promise<ProbeEvent[]> {
  const engine = new SocketEngine(systemClock, async () => change(await loadLibc()));
  onTestFinished(() => engine.stop());
  const targets = ['127.0.0.1', '127.0.0.2'].map((host, index) => ({
    ...{ host, address: host, offsetMs: 20 * index, intervalMs: 60_000 },
  }));
  const events: ProbeEvent[] = [];
  await new Promise<void>((resolve, reject) => {
    const emit = (event: ProbeEvent) => {
      events.push(event);
      if (event.kind !== 'sent' && event.host === last) resolve();
    };
    engine.start(planOf(targets), emit).catch(reject);
  });
  return events;
}

describe.skipIf(!allowed)('SocketEngine (skipped without CAP_NET_RAW)', () => {
  it('rejects what a step of the calendar makes of an RTT, forward or back', async () => {
    for (const stepMs of [-HOUR_MS, HOUR_MS]) {
      const stepped = (libc: Libc): Libc => ({ ...libc, arrivalMs: (fd) => libc.arrivalMs(fd) + stepMs });
      const events = await run(stepped, '127.0.0.2');
      expect(events.map(({ kind }) => kind).filter((kind) => kind !== 'sent')).toEqual([
        'rejected',
        'rejected',
      ]);
    }
  });

  it('ignores a reply from somebody else than the one who was asked', async () => {
    const forged = (libc: Libc): Libc => ({
      ...libc,
      recvfrom(fd, data, length, flags, from, fromLength) {
        const received = libc.recvfrom(fd, data, length, flags, from, fromLength);
        if (from[7] === 1) from[7] = 9;
        return received;
      },
    });
    const events = await run(forged, '127.0.0.2');
    expect(events.filter(({ kind }) => kind !== 'sent').map(({ host }) => host)).toEqual(['127.0.0.2']);
  });

  it('goes on without an answer when nothing can be sent, and says why', async () => {
    const dead = (libc: Libc): Libc => ({ ...libc, sendto: () => -1, errorName: () => 'ENETUNREACH' });
    const engine = new SocketEngine(systemClock, async () => dead(await loadLibc()));
    onTestFinished(() => engine.stop());
    const targets = [{ host: 'a', address: '127.0.0.1', offsetMs: 0, intervalMs: 200 }];
    await new Promise<void>((resolve, reject) => {
      engine.start(planOf(targets), () => resolve()).catch(reject);
    });
    await new Promise(setImmediate);
    expect(engine.problem()).toBe('cannot send to 127.0.0.1: ENETUNREACH');
  });
});
