import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { originOf } from '../src/connection.js';
import { RestTransportOptions } from '../src/index.js';
import { rawServer, signal, transportTo } from './harness.js';

const READ = { menu: 'queue/tree' };
describe('a TLS handshake', () => {
  it('may take 3 s; after that the next request is not held back', async () => {
    const clock = new ManualClock();
    const connected = [signal(), signal()];
    let connections = 0;
    const port = await rawServer(() => connected[connections++]?.fire());
    const transport = transportTo(port, { scheme: 'https' }, { clock });
    for (const { fired } of connected) {
      const read = transport.read(READ);
      await fired;
      await clock.advance(3000);
      await expect(read).rejects.toMatchObject({
        kind: 'unreachable',
        message: expect.stringContaining('within 3 s'),
      });
    }
  });
});

describe('a connection', () => {
  it('is closed with the transport, even while it is being made', async () => {
    const connected = signal();
    const ended = signal();
    const port = await rawServer((socket) => {
      socket.resume().once('close', () => ended.fire());
      connected.fire();
    });
    const transport = transportTo(port, { scheme: 'https' }, { clock: new ManualClock() });
    const read = transport.read(READ);
    await connected.fired;
    await transport.close();
    await expect(read).rejects.toMatchObject({ kind: 'unreachable' });
    await ended.fired;
  });
});

describe('originOf', () => {
  it.each([
    [{ host: '192.0.2.1' }, 'https://192.0.2.1'],
    [{ host: 'router.lan', port: 8443 }, 'https://router.lan:8443'],
    [{ host: '2001:db8::1', port: 443 }, 'https://[2001:db8::1]'],
    [{ host: 'router', scheme: 'http' as const, port: 80 }, 'http://router'],
  ])('of %j is %s', (options, origin) => {
    expect(originOf(Object.assign(new RestTransportOptions(), options))).toBe(origin);
  });
});
