import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { systemClock } from '@wanctl/core';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ProbeEvent } from '../../../src/engine.js';
import { loadLibc } from '../../../src/engines/libc.js';
import type { Call, CallEnd, Dial } from '../../../src/engines/tcp/dial.js';
import { kernelDial } from '../../../src/engines/tcp/kernel-dial.js';
import { nodeDial } from '../../../src/engines/tcp/node-dial.js';
import { startStopwatch } from '../../../src/engines/tcp/stopwatch.js';
import { TcpEngine } from '../../../src/engines/tcp/tcp.js';
import { planOf, UNBOUND } from '../../plan.js';

const TARGET = { host: 'a', address: '192.0.2.1', offsetMs: 0, intervalMs: 300 };

function spin(durationMs: number): void {
  const endMs = performance.now() + durationMs;
  while (performance.now() < endMs);
}

/** An engine on a manual clock whose calls the test ends. */
async function setUp() {
  const clock = new ManualClock();
  const calls: { port: number; end: (end: CallEnd) => void; hungUp: boolean }[] = [];
  const dial: Dial = ({ port }, onEnd) => {
    const call = { port, end: onEnd, hungUp: false };
    calls.push(call);
    return () => {
      call.hungUp = true;
    };
  };
  const engine = new TcpEngine(clock, async () => ({ dial, stamps: 'by hand' }));
  const events: ProbeEvent[] = [];
  await engine.start(planOf([TARGET], { ports: [443, 53] }), (event) => events.push(event));
  await clock.advance(0);
  return { clock, calls, engine, events };
}

describe('TcpEngine', () => {
  it('tells of a probe and its answer, and of one that could not be timed', async () => {
    const { clock, calls, engine, events } = await setUp();
    calls[0]?.end({ rttMs: 12 });
    await clock.advance(300);
    calls[1]?.end({ rttMs: null });
    expect(events).toEqual([
      { kind: 'sent', host: 'a', sequence: 0, sentAtMs: 0 },
      { kind: 'answered', host: 'a', sequence: 0, sentAtMs: 0, rttMs: 12 },
      { kind: 'sent', host: 'a', sequence: 1, sentAtMs: 300 },
      { kind: 'rejected', host: 'a', sequence: 1 },
    ]);
    expect(engine.describe()).toBe('TCP connect time, by hand');
  });

  it('goes to the next port after a failure or the timeout, and stays where it is answered', async () => {
    const { clock, calls, engine } = await setUp();
    calls[0]?.end({ problem: 'EHOSTUNREACH' });
    expect(engine.problem()).toBe('cannot connect to 192.0.2.1 port 443: EHOSTUNREACH');
    await clock.advance(300);
    calls[1]?.end({ rttMs: 1 });
    expect(engine.problem()).toBe('');
    await clock.advance(300);
    await clock.advance(1000);
    expect(calls.slice(0, 3).map(({ port }) => port)).toEqual([443, 53, 53]);
    expect(calls[2]?.hungUp).toBe(true);
    await clock.advance(300);
    expect(calls.at(-1)?.port).toBe(443);
  });

  it('hangs up when it stops, and calls no more', async () => {
    const { clock, calls, engine } = await setUp();
    await engine.stop();
    await engine.stop();
    await clock.advance(5000);
    expect(calls).toMatchObject([{ hungUp: true }]);
  });
});

const dials = [
  { name: 'kernel', dial: await loadLibc().then(kernelDial, () => null) },
  { name: 'Node', dial: nodeDial },
];

describe.each(dials)('a call by the $name (skipped without koffi)', ({ name, dial }) => {
  const call = (to: Partial<Call>) =>
    new Promise<CallEnd>((resolve) => {
      dial?.({ address: '127.0.0.1', port: 1, binding: UNBOUND, ...to }, resolve);
    });

  it.skipIf(!dial).each([
    ['127.0.0.1', 4],
    ['::1', 6],
  ])('to %s takes the time that it takes, and closes', async (address) => {
    const server = createServer();
    onTestFinished(() => void server.close());
    const accepted = once(server, 'connection');
    await new Promise<void>((resolve) => server.listen(0, address, resolve));
    const { port } = server.address() as AddressInfo;
    const end = await call({ address, port });
    const [socket] = await accepted;
    if (name === 'kernel') expect(end).toEqual({ rttMs: expect.any(Number) });
    else expect(end).toHaveProperty('rttMs');
    socket.resume();
    await once(socket, 'close');
  });

  it.skipIf(!dial)('that is refused is an answer', async () => {
    expect(await call({ port: 1 })).toHaveProperty('rttMs');
  });

  it.skipIf(!dial)('that cannot begin says why', async () => {
    const binding = { source: '192.0.2.77', device: undefined };
    expect(await call({ binding })).toMatchObject({ problem: expect.stringContaining('EADDRNOTAVAIL') });
  });

  it.skipIf(!dial)('is not the longer for a busy event loop', async () => {
    const server = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    let rttMs: number | null = null;
    while (rttMs === null) {
      const end = call({ port });
      spin(30);
      ({ rttMs } = (await end) as { rttMs: number | null });
    }
    expect(rttMs).toBeLessThan(20);
  });
});

describe('startStopwatch', () => {
  it('gives no time when the event loop was busy meanwhile', async () => {
    await new Promise((resolve) => systemClock.schedule(() => resolve(null), 1));
    const stop = startStopwatch();
    spin(5);
    expect(stop()).toBeNull();
  });

  it('gives the time while the event loop waits', async () => {
    let waitedMs: number | null = null;
    while (waitedMs === null) {
      const stop = startStopwatch();
      await new Promise((resolve) => systemClock.schedule(() => resolve(null), 5));
      waitedMs = stop();
    }
    expect(waitedMs).toBeGreaterThan(4);
  });
});
