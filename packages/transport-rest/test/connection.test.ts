import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ManualClock } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { originOf } from '../src/connection.js';
import { RestTransportOptions } from '../src/index.js';
import { closedPort, rawServer, router, signal, tempFolder, transportTo } from './harness.js';

const READ = { menu: 'queue/tree' };
const unreachable = (message: string | RegExp) => ({
  kind: 'unreachable',
  mayHaveApplied: false,
  message: expect.stringMatching(message),
});

describe('the certificate', () => {
  it('must be signed by a known authority', async () => {
    const { httpsPort } = await router();
    const transport = transportTo(httpsPort, { scheme: 'https' });
    await expect(transport.read(READ)).rejects.toMatchObject(
      unreachable('certificate not trusted .*ca_file.*tls_fingerprint'),
    );
  });

  it('may be signed by the authority in ca_file', async () => {
    const { sim, httpsPort } = await router();
    const ca_file = join(await tempFolder(), 'ca.pem');
    await writeFile(ca_file, sim.certificate);
    const transport = transportTo(httpsPort, { scheme: 'https', ca_file });
    await expect(transport.read(READ)).resolves.toHaveLength(1);
  });

  it('cannot be verified by a ca_file that is not there', async () => {
    const { httpsPort } = await router();
    const transport = transportTo(httpsPort, { scheme: 'https', ca_file: '/nowhere/ca.pem' });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('/nowhere/ca.pem'));
  });

  it.each(['as is', 'in capitals with colons'])('is accepted when pinned, %s', async (form) => {
    const { sim, httpsPort } = await router();
    const pin = sim.certificateSha256;
    const tls_fingerprint = form === 'as is' ? pin : (pin.toUpperCase().match(/../g) ?? []).join(':');
    const transport = transportTo(httpsPort, { scheme: 'https', tls_fingerprint });
    await expect(transport.read(READ)).resolves.toHaveLength(1);
  });

  it.each([true, false])('that is not the pinned one gets no request (verify_ssl %s)', async (verify_ssl) => {
    const { sim, httpsPort } = await router();
    const tls_fingerprint = 'ab'.repeat(32);
    const transport = transportTo(httpsPort, { scheme: 'https', tls_fingerprint, verify_ssl });
    const both = `has ${sim.certificateSha256}, pinned is ${tls_fingerprint}`;
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable(both));
    await transportTo(httpsPort, { scheme: 'https', verify_ssl: false }).read(READ);
    expect(sim.requests).toHaveLength(1);
  });

  it('cannot be pinned without TLS, and then nothing is sent either', async () => {
    const { sim, httpPort } = await router();
    const transport = transportTo(httpPort, { tls_fingerprint: sim.certificateSha256 });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('needs scheme https'));
    expect(sim.requests).toEqual([]);
  });

  it('is checked again on every connection', async () => {
    const { sim, httpsPort } = await router();
    const transport = transportTo(httpsPort, { scheme: 'https', tls_fingerprint: sim.certificateSha256 });
    await transport.read(READ);
    await sim.close();
    await router({ httpsPort });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('not the pinned one'));
  });
});

describe('no connection', () => {
  it('when nobody listens', async () => {
    const transport = transportTo(await closedPort());
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('connection refused'));
  });

  it('when the host has no address', async () => {
    const transport = transportTo(80, { host: 'router.invalid' });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('no address for this host name'));
  });

  it('when TLS meets plain HTTP', async () => {
    const { httpPort } = await router();
    const transport = transportTo(httpPort, { scheme: 'https' });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('no TLS on this port'));
  });

  it('when the TLS handshake takes more than 3 s; the next request is not held back', async () => {
    const clock = new ManualClock();
    const connected = [signal(), signal()];
    let connections = 0;
    const port = await rawServer(() => connected[connections++]?.fire());
    const transport = transportTo(port, { scheme: 'https' }, clock);
    for (const { fired } of connected) {
      const read = transport.read(READ);
      await fired;
      await clock.advance(3000);
      await expect(read).rejects.toMatchObject(unreachable('within 3 s'));
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
    const transport = transportTo(port, { scheme: 'https' }, new ManualClock());
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
