import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { answer, closedPort, rawServer, router, signal, sshServer, transportTo } from './harness.js';

const READ = { menu: 'queue/tree', fields: ['name'] };
const CHANGE = { menu: 'queue/tree', id: '*1', set: { comment: 'x' } };
const unreachable = (message: string) => ({
  kind: 'unreachable',
  mayHaveApplied: false,
  message: expect.stringMatching(message),
});

describe('no connection', () => {
  it('when nobody listens', async () => {
    const { transport } = transportTo(await closedPort());
    await expect(transport.read(READ)).rejects.toMatchObject(
      unreachable('read queue/tree: connection refused'),
    );
    expect(await transport.apply([CHANGE, CHANGE])).toMatchObject([
      { status: 'failed', error: unreachable('set queue/tree \\*1: connection refused') },
      { status: 'skipped' },
    ]);
  });

  it('when the host has no address', async () => {
    const { transport } = transportTo(22, { host: 'router.invalid' });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('no address for this host name'));
  });

  it.each([
    ['a web server', 'HTTP/1.1 400 Bad Request\r\n\r\n<html>\r\n'],
    ['noise', `${'x'.repeat(10_000)}\r\n`],
    ['silence', ''],
  ])('when it is not SSH but %s', async (_, greeting) => {
    const port = await rawServer((socket) => void socket.end(greeting));
    const { transport } = transportTo(port);
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('no SSH on this port'));
  });

  it('when the connection is reset before the login', async () => {
    const port = await rawServer((socket) => void socket.resetAndDestroy());
    await expect(transportTo(port).transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('when the login takes more than 10 s', async () => {
    const clock = new ManualClock();
    const connected = signal();
    const port = await rawServer(() => connected.fire());
    const { transport } = transportTo(port, {}, clock);
    const read = transport.read(READ);
    await connected.fired;
    await clock.advance(10_000);
    await expect(read).rejects.toMatchObject(unreachable('no login within 10 s'));
  });
});

describe('a kept connection', () => {
  it('serves all commands', async () => {
    const { port, counts } = await sshServer((channel) => answer(channel, '[]'));
    const { transport } = transportTo(port);
    for (let round = 0; round < 5; round += 1) await transport.read(READ);
    expect(counts.connections).toBe(1);
  });

  it('that was dropped in between is made again at once', async () => {
    let drop = () => {};
    const dropped = signal();
    const { port, counts } = await sshServer((channel, _line, socket) => {
      answer(channel, '[]');
      // It closes once the other side has answered with its own FIN.
      drop = () => void socket.once('close', () => dropped.fire()).end();
    });
    const { transport } = transportTo(port);
    await transport.read(READ);
    drop();
    await dropped.fired;
    await expect(transport.read(READ)).resolves.toEqual([]);
    expect(counts.connections).toBe(2);
  });

  it('without a sign of life is given up', async () => {
    const { port } = await sshServer((_channel, _line, socket) => void socket.pause());
    const { transport } = transportTo(port, { keepalive_ms: 5 });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('ended before the answer'));
  });
});

describe('after a fault', () => {
  it('nothing is tried for at least 1 s, and not later than after 2 s', async () => {
    const clock = new ManualClock();
    const { port, counts } = await sshServer((channel, _line, socket) => {
      if (counts.connections === 1) socket.resetAndDestroy();
      else answer(channel, '[]');
    });
    const { transport } = transportTo(port, {}, clock);
    const lost = expect.stringContaining('the connection ended before the answer was complete');
    await expect(transport.read(READ)).rejects.toMatchObject({ message: lost });
    await clock.advance(999);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable', message: lost });
    expect(counts.connections).toBe(1);
    await clock.advance(1001);
    await expect(transport.read(READ)).resolves.toEqual([]);
    expect(counts.connections).toBe(2);
  });

  it('the wait grows to 30 s at most', async () => {
    const clock = new ManualClock();
    let isBroken = true;
    const { port, counts } = await sshServer((channel, _line, socket) => {
      if (isBroken) socket.resetAndDestroy();
      else answer(channel, '[]');
    });
    const { transport } = transportTo(port, {}, clock);
    for (let round = 1; round <= 10; round += 1) {
      await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
      expect(counts.connections).toBe(round);
      await clock.advance(30_000);
    }
    isBroken = false;
    await transport.read(READ);
  });

  it('of a connection that has served, the next is made at once, and only that', async () => {
    const clock = new ManualClock();
    const { port, counts } = await sshServer((channel, line, socket) => {
      if (line.includes('/set')) socket.resetAndDestroy();
      else answer(channel, '[]');
    });
    const { transport } = transportTo(port, {}, clock);
    await transport.read(READ);
    await transport.apply([CHANGE]);
    await transport.apply([CHANGE]);
    expect(counts.connections).toBe(2);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
    await clock.advance(2000);
    await transport.read(READ);
    await transport.apply([CHANGE]);
    await expect(transport.read(READ)).resolves.toEqual([]);
  });

  it('changes are refused at once, as not applied, with the kind of the fault', async () => {
    const { port } = await router();
    const { transport } = transportTo(port, { password: 'wrong' }, new ManualClock());
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'auth' });
    expect(await transport.apply([CHANGE])).toMatchObject([
      { status: 'failed', error: { kind: 'auth', mayHaveApplied: false } },
    ]);
  });
});
